import { AstUtils } from 'langium';
import { constantOf } from '../analysis/constant-of.ts';
import { isPattern } from '../analysis/field-rules.ts';
import { literalValue } from '../analysis/literal-value.ts';
import { typeOf } from '../analysis/type-of.ts';
import { annotations } from '../catalog/annotations/index.ts';
import type { AnnotationArgument, AnnotationSpec } from '../catalog/spec.ts';
import { duplicateProperty, unknownAnnotation, wrongAnnotation } from '../diagnostics/names.ts';
import * as ast from '../generated/ast.ts';
import { isNullable } from '../types/nullability.ts';
import { printType } from '../types/print-type.ts';
import type { Type } from '../types/type.ts';
import type { Check, CheckContext } from './check.ts';

/** [T9] An annotation is one of the catalogue's, stands at a field whose type it is for, and has its arguments. */
export const checkAnnotations: Check = (context) => {
  for (const field of AstUtils.streamAst(context.file).filter(ast.isFieldDeclaration)) {
    const first = new Map<string, ast.Annotation>();
    for (const annotation of field.annotations) {
      const earlier = first.get(annotation.name);
      if (earlier) context.accept(duplicateProperty({ node: annotation }, `@${annotation.name}`, { node: earlier }));
      else checkAnnotation(annotation, field, context);
      first.set(annotation.name, annotation);
    }
  }
};

function checkAnnotation(annotation: ast.Annotation, field: ast.FieldDeclaration, { accept }: CheckContext): void {
  const { name } = annotation;
  if (!name) return;
  const spec = annotations.find((one) => one.name === name);
  if (spec === undefined) {
    accept(
      unknownAnnotation(
        { node: annotation, property: 'name' },
        name,
        annotations.map((one) => one.name),
      ),
    );
    return;
  }
  const type = typeOf(field.type);
  if (!standsAt(spec, type))
    accept(wrongAnnotation({ node: annotation }, name, `does not apply to ${printType(type)}`));
  else checkArguments(annotation, spec, type, accept);
}

function standsAt({ on }: AnnotationSpec, type: Type): boolean {
  return on === undefined || type.kind === 'unknown' || (type.kind === 'scalar' && on.includes(type.name));
}

function checkArguments(
  annotation: ast.Annotation,
  spec: AnnotationSpec,
  type: Type,
  accept: CheckContext['accept'],
): void {
  const given = new Set<AnnotationArgument>();
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
    if (problem !== undefined) accept(wrongAnnotation({ node: argument, property: 'value' }, spec.name, problem));
  }
  const isMissing = spec.arguments.some((one) => one.required && !given.has(one));
  const hasNone = spec.arguments.some(({ name }) => name) && annotation.arguments.length === 0;
  if (isMissing || hasNone)
    accept(wrongAnnotation({ node: annotation }, spec.name, `needs an argument: ${spec.example}`));
}

function problemOf(value: ast.Expression, wanted: AnnotationArgument, type: Type, accept: CheckContext['accept']) {
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
      const constant = constantOf(value, isNullable(type) ? ({ ...type, nullable: false } as Type) : type, accept);
      return constant.is === 'wrong' ? `wants a value of the field: ${constant.reason}` : undefined;
    }
  }
}
