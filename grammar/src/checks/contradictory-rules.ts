import { fieldRules } from '../analysis/field-rules.ts';
import { typeOf } from '../analysis/type-of.ts';
import { wrongAnnotation } from '../diagnostics/names.ts';
import type { Annotation, FieldDeclaration } from '../generated/ast.ts';
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
  const broken = brokenByDefault(rules);
  if (broken !== undefined) report(field, 'default', `is a value that "@${broken}" does not allow`, accept);
}

/** The name of the annotation that the default breaks. */
function brokenByDefault({ default: value, range, oneOf, pattern }: FieldRules): string | undefined {
  if (value === undefined || value === null) return undefined;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = range ?? {};
  if (typeof value === 'number' && (value < min || value > max)) return 'range';
  if (oneOf !== undefined && typeof value !== 'boolean' && !oneOf.includes(value)) return 'oneOf';
  const isMatch = pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(String(value));
  return isMatch ? undefined : 'pattern';
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
