/**
 * Comparison of values of one family. Numbers of any two types compare exactly, also int64 with float64, so nothing is
 * widened first. NaN is equal to nothing and neither less nor greater.
 */
import type { Operand } from '../operand.ts';
import { isBig } from './convert-numbers.ts';
import type { Kernel } from './kernel.ts';
import { compareTexts, isBelowSurrogates } from './text.ts';

export interface Comparison {
  /** Two numbers, two bigints, a number and a bigint, or two strings. */
  holds(a: number, b: number): boolean;
}

export const comparisons = {
  equal: { holds: (a, b) => a === b },
  notEqual: { holds: (a, b) => a !== b },
  lessThan: { holds: (a, b) => a < b },
  lessThanOrEqual: { holds: (a, b) => a <= b },
  greaterThan: { holds: (a, b) => a > b },
  greaterThanOrEqual: { holds: (a, b) => a >= b },
} as const satisfies Record<string, Comparison>;

/** `===` knows a bigint and a number apart; these do not. */
export const mixedComparisons = {
  ...comparisons,
  equal: { holds: (a, b) => a <= b && a >= b },
  notEqual: { holds: (a, b) => !(a <= b && a >= b) },
} as const satisfies Record<keyof typeof comparisons, Comparison>;

/** Texts are ordered by the codes of their characters; the same text is the same text. */
const textComparisons = {
  ...comparisons,
  lessThan: { holds: (a, b) => order(a, b) < 0 },
  lessThanOrEqual: { holds: (a, b) => order(a, b) <= 0 },
  greaterThan: { holds: (a, b) => order(a, b) > 0 },
  greaterThanOrEqual: { holds: (a, b) => order(a, b) >= 0 },
} as const satisfies Record<keyof typeof comparisons, Comparison>;

/** A null's place in a column of texts holds nothing. */
function order(a: unknown, b: unknown): number {
  return compareTexts((a ?? '') as string, (b ?? '') as string);
}

/** The comparison for the values of two operands, which are of one family. */
export function comparisonOf(name: keyof typeof comparisons, left: Operand, right: Operand): Comparison {
  if (left.type.kind === 'scalar' && left.type.name === 'string')
    return (isPlainConstant(left) || isPlainConstant(right) ? comparisons : textComparisons)[name];
  const isMixed = isBig(left.values) !== isBig(right.values);
  return (isMixed ? mixedComparisons : comparisons)[name];
}

/** Of one such side it is known for all records that the engine's own order is right. */
function isPlainConstant({ step, values }: Operand): boolean {
  return step === 0 && isBelowSurrogates(String(values[0] ?? ''));
}

export function compare(name: keyof typeof comparisons): () => Kernel {
  return () => (operands, frame) => {
    const [left, right] = operands as [Operand, Operand];
    const comparison = comparisonOf(name, left, right);
    return { values: compareAll(comparison, left, right, frame.length), nulls: frame.nulls };
  };
}

function compareAll({ holds }: Comparison, left: Operand, right: Operand, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const [a, b] = [left.values as Float64Array, right.values as Float64Array];
  const [stepA, stepB] = [left.step, right.step];
  for (let i = 0; i < length; i++) out[i] = holds(a[i * stepA] as number, b[i * stepB] as number) ? 1 : 0;
  return out;
}
