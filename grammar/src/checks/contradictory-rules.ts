import { fieldRules } from '../analysis/field-rules.ts';
import { typeOf } from '../analysis/type-of.ts';
import { wrongAnnotation } from '../diagnostics/names.ts';
import type { Annotation, FieldDeclaration } from '../generated/ast.ts';
import { brokenRule } from '../types/broken-rule.ts';
import type { FieldRules } from '../types/type.ts';
import type { Check, CheckContext } from './check.ts';

/** [T12] The annotations of a field leave some value, and its default is one of them. */
export const checkContradictoryRules: Check = ({ all, accept }) => {
  for (const field of all('FieldDeclaration')) {
    const rules = fieldRules(field, typeOf(field.type));
    if (rules !== undefined) reportContradictions(field, rules, accept);
  }
};

function reportContradictions(field: FieldDeclaration, rules: FieldRules, accept: CheckContext['accept']): void {
  const { min, max } = rules.range ?? {};
  if (min !== undefined && max !== undefined && min > max) report(field, 'range', 'has its min above its max', accept);
  const broken = rules.default === undefined ? undefined : brokenRule(rules, rules.default);
  if (broken !== undefined) report(field, 'default', `is a value that "@${broken}" does not allow`, accept);
}

function report(
  field: FieldDeclaration,
  name: Annotation['name'],
  problem: string,
  accept: CheckContext['accept'],
): void {
  const node = field.annotations.find((annotation) => annotation.name === name) ?? field;
  accept(wrongAnnotation({ node }, name, problem));
}
