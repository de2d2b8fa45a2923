/** Sums over the elements of one record. Elements that are null are left out, as SQL leaves them out of its sums. */
import { integerRange } from '../../types/numeric-types.ts';
import type { Type } from '../../types/type.ts';
import { overflowMessage } from './arithmetic.ts';
import { type Kernel, NoValue, perRow } from './kernel.ts';

type Numbers = ArrayLike<number | bigint | null>;

/** The sum as int64 or uint64 of whole numbers, as float64 of others; 0 of none. */
export function sumNumbers(result: Type): Kernel {
  const name = result.kind === 'scalar' ? result.name : undefined;
  return perRow(
    result,
    name === 'int64' || name === 'uint64' ? (numbers: Numbers) => sumWhole(numbers, name) : sumReals,
  );
}

function sumWhole(numbers: Numbers, name: 'int64' | 'uint64'): bigint | NoValue {
  let sum = 0n;
  for (let i = 0; i < numbers.length; i++) sum += BigInt(numbers[i] ?? 0);
  const { min, max } = integerRange(name);
  return min <= sum && sum <= max ? sum : new NoValue(overflowMessage('sum', name));
}

function sumReals(numbers: Numbers): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += Number(numbers[i] ?? 0);
  return sum;
}

/** null of no elements. */
export function meanOfNumbers(numbers: Numbers): number | null {
  let count = 0;
  for (let i = 0; i < numbers.length; i++) if (numbers[i] !== null) count++;
  return count === 0 ? null : sumReals(numbers) / count;
}

/** The Euclidean length. */
export function normOfNumbers(numbers: Numbers): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += Number(numbers[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}

export function dotProduct(a: Numbers, b: Numbers): number | NoValue {
  if (a.length !== b.length) return new NoValue(`The operands of dot have ${a.length} and ${b.length} elements`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Number(a[i] ?? 0) * Number(b[i] ?? 0);
  return sum;
}
