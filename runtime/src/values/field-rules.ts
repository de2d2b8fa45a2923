import type { FieldRules, Type } from '@millrace/grammar';
import { Misfit, show } from './misfit.ts';

/** What a value that already has its type breaks; undefined where all is well. Lists and vectors obey element by element. */
export type RuleCheck = (value: unknown) => Misfit | undefined;

/** undefined where nothing constrains the value, so that a caller can leave the loop out. */
export function ruleCheck(rules: FieldRules | undefined): RuleCheck | undefined {
  if (rules === undefined) return undefined;
  const checks = [rangeCheck(rules), oneOfCheck(rules), patternCheck(rules)].filter((check) => check !== undefined);
  if (checks.length === 0) return undefined;
  const one: RuleCheck = (value) => {
    for (const check of checks) {
      const misfit = check(value);
      if (misfit !== undefined) return misfit;
    }
    return undefined;
  };
  return (value) => (isSequence(value) ? eachElement(value, one) : one(value));
}

export function isSensitive(rules: FieldRules | undefined): boolean {
  return rules?.pii === true || rules?.sensitive !== undefined;
}

/** Whether a value of the type may have a sensitive field anywhere inside. */
export function holdsSensitive(type: Type): boolean {
  if (type.kind === 'list') return holdsSensitive(type.element);
  return type.kind === 'record' && type.fields.some((field) => isSensitive(field.rules) || holdsSensitive(field.type));
}

function isSequence(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function eachElement(values: ArrayLike<unknown>, check: RuleCheck): Misfit | undefined {
  for (let i = 0; i < values.length; i++) {
    const misfit = values[i] === null ? undefined : check(values[i]);
    if (misfit !== undefined) return misfit.inside(`[${i}]`);
  }
  return undefined;
}

/** NaN lies in no range. */
function rangeCheck({ range }: FieldRules): RuleCheck | undefined {
  if (range === undefined) return undefined;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = range;
  return (value) => {
    const number = value as number;
    if (number >= min && number <= max) return undefined;
    const said = number < min ? `is below the minimum ${min}` : number > max ? `is above the maximum ${max}` : 'is not';
    return new Misfit(show(value), said === 'is not' ? `is not within ${min} to ${max}` : said);
  };
}

function oneOfCheck({ oneOf }: FieldRules): RuleCheck | undefined {
  if (oneOf === undefined) return undefined;
  // A value has its field's type already, so its text tells it apart; a schema holds integers beyond 2^53 as text.
  const allowed = new Set(oneOf.map(String));
  return (value) =>
    allowed.has(String(value))
      ? undefined
      : new Misfit(show(value), `is not one of ${oneOf.map((word) => JSON.stringify(word)).join(', ')}`);
}

/** The whole text must match. */
function patternCheck({ pattern }: FieldRules): RuleCheck | undefined {
  if (pattern === undefined) return undefined;
  const expression = new RegExp(`^(?:${pattern})$`, 'u');
  return (value) =>
    typeof value !== 'string' || expression.test(value)
      ? undefined
      : new Misfit(show(value), `does not match the pattern "${pattern}"`);
}
