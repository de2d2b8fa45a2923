import type { FieldRules, Scalar } from './type.ts';

/** The name of the annotation that does not allow a value written out; null is the type's business. */
export function brokenRule(
  { range, oneOf, pattern }: FieldRules,
  value: Scalar,
): 'range' | 'oneOf' | 'pattern' | undefined {
  if (value === null) return undefined;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = range ?? {};
  if (typeof value === 'number' && (value < min || value > max)) return 'range';
  if (oneOf !== undefined && typeof value !== 'boolean' && !oneOf.includes(value)) return 'oneOf';
  const isMatch = pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(String(value));
  return isMatch ? undefined : 'pattern';
}
