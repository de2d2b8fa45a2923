import { constantOf } from '../analysis/constant-of.ts';
import { isPattern } from '../analysis/field-rules.ts';
import { literalValue } from '../analysis/literal-value.ts';
import type { AnnotationArgument, AnnotationSpec } from '../catalog/spec.ts';
import type { AcceptDiagnostic, FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import { wrongAnnotation } from '../diagnostics/names.ts';
import * as ast from '../generated/ast.ts';
import { asNonNull } from '../types/nullability.ts';
import type { Type } from '../types/type.ts';

/** The arguments of an annotation against its spec; `type` is that of the field it stands at. */
export function checkAnnotationArguments(
  annotation: ast.Annotation,
  spec: AnnotationSpec,
  type: Type,
  accept: AcceptDiagnostic,
): void {
  const given = new Set<AnnotationArgument>();
  const wrong: FlowDiagnostic[] = [];
  for (const [index, argument] of annotation.arguments.entries()) {
    const wanted = spec.arguments.find((one, place) =>
      argument.name === undefined ? !one.name && (one.isRepeated || place === index) : one.name === argument.name,
    );
    if (wanted === undefined) {
      const what = argument.name === undefined ? 'that many arguments' : `"${argument.name}"`;
      accept(wrongAnnotation({ node: argument }, spec.name, `does not take ${what}; write ${spec.example}`));
      continue;
    }
    given.add(wanted);
    const problem = argument.value && problemOf(argument.value, wanted, type, accept);
    if (problem !== undefined) wrong.push(wrongAnnotation({ node: argument, property: 'value' }, spec.name, problem));
  }
  // Where none of several values fits, it is the field that has another type.
  const isAll = wrong.length > 1 && wrong.length === annotation.arguments.length;
  for (const one of isAll ? wrong.slice(0, 1) : wrong) accept(one);
  const isMissing = spec.arguments.some((one) => one.required && !given.has(one));
  const hasNone = spec.arguments.some(({ name }) => name) && annotation.arguments.length === 0;
  if (isMissing || hasNone)
    accept(wrongAnnotation({ node: annotation }, spec.name, `needs an argument: ${spec.example}`));
}

function problemOf(value: ast.Expression, wanted: AnnotationArgument, type: Type, accept: AcceptDiagnostic) {
  const written = literalValue(value);
  switch (wanted.value) {
    case 'string':
      return typeof written === 'string' && ast.isStringLiteral(value) ? undefined : 'wants a text in quotes';
    case 'number':
      return typeof written === 'number' ? undefined : 'wants a number';
    case 'pattern':
      if (typeof written !== 'string') return 'wants a regular expression in quotes';
      return isPattern(written) ? undefined : `has a regular expression that is not one: ${written}`;
    case 'field': {
      const constant = constantOf(value, asNonNull(type), accept);
      return constant.is === 'wrong' ? `wants a value of the field: ${constant.reason}` : undefined;
    }
  }
}
