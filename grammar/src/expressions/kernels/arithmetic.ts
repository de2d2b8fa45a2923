/**
 * Arithmetic in the result's own type: operands have been widened to it. Whole numbers never wrap; a result that does not
 * fit makes the record bad. Floats follow IEEE 754.
 */
import { type IntegerName, integerRange } from '../../types/numeric-types.ts';
import type { Type } from '../../types/type.ts';
import type { ColumnValues } from '../column.ts';
import { allocateValues } from '../column-layout.ts';
import type { Operand } from '../operand.ts';
import type { FloatLoop } from './float-loops.ts';
import type { Frame, Kernel } from './kernel.ts';

export interface Arithmetic {
  /** As written, for messages. */
  symbol: string;
  numbers(a: number, b: number): number;
  /** `numbers` over arrays, for the usual operators. */
  floats?: FloatLoop;
  bigs(a: bigint, b: bigint): bigint;
  /** `%` and `/`: a right side of zero makes the record bad. */
  divides?: true;
}

export function arithmetic(operation: Arithmetic): (result: Type) => Kernel {
  return (result) => (operands, frame) => {
    const [left, right] = operands as [Operand, Operand];
    if (operation.divides) failZeros(operation.symbol, right, frame);
    const values = allocateValues(result, frame.length);
    if (values instanceof Float64Array || values instanceof Float32Array) floatLoop(operation, values, left, right);
    else if (values instanceof BigInt64Array || values instanceof BigUint64Array)
      bigLoop(operation, values, left, right, frame);
    else wholeLoop(operation, values as Int32Array, left, right, frame);
    if (result.kind === 'scalar' && result.name === 'timestamp') failBeyondTime(operation.symbol, values, frame);
    return { values, nulls: frame.nulls };
  };
}

function floatLoop(
  { numbers, floats }: Arithmetic,
  out: Float64Array | Float32Array,
  left: Operand,
  right: Operand,
): void {
  const [a, b] = [left.values as Float64Array, right.values as Float64Array];
  const [stepA, stepB] = [left.step, right.step];
  if (floats !== undefined) floats(out, a, stepA, b, stepB);
  else for (let i = 0; i < out.length; i++) out[i] = numbers(a[i * stepA] as number, b[i * stepB] as number);
}

/** int32 and uint32: the exact result is a double's, so what the array kept of it tells whether it fitted. */
function wholeLoop(
  { numbers, symbol }: Arithmetic,
  out: Int32Array,
  left: Operand,
  right: Operand,
  frame: Frame,
): void {
  const [a, b] = [left.values as Int32Array, right.values as Int32Array];
  const [stepA, stepB] = [left.step, right.step];
  for (let i = 0; i < out.length; i++) {
    const value = numbers(a[i * stepA] as number, b[i * stepB] as number);
    out[i] = value;
    if (out[i] !== value) overflow(symbol, out, i, frame);
  }
}

function bigLoop(
  { bigs, symbol, divides }: Arithmetic,
  out: BigInt64Array | BigUint64Array,
  left: Operand,
  right: Operand,
  frame: Frame,
): void {
  const [a, b] = [left.values as BigInt64Array, right.values as BigInt64Array];
  const [stepA, stepB] = [left.step, right.step];
  for (let i = 0; i < out.length; i++) {
    const divisor = b[i * stepB] as bigint;
    if (divides && divisor === 0n) continue;
    const value = bigs(a[i * stepA] as bigint, divisor);
    out[i] = value;
    if (out[i] !== value) overflow(symbol, out, i, frame);
  }
}

function failZeros(symbol: string, { values, step }: Operand, frame: Frame): void {
  if (step === 0 && values[0] !== 0 && values[0] !== 0n) return;
  for (let i = 0; i < frame.length; i++) {
    const value = values[i * step];
    if ((value === 0 || value === 0n) && frame.nulls?.[i] !== 1) {
      frame.fail(i, `The right side of "${symbol}" is zero`);
    }
  }
}

const farthestMs = 8.64e15;

/** A moment lies within 100 million days of 1970. */
function failBeyondTime(symbol: string, values: ColumnValues, frame: Frame): void {
  for (let i = 0; i < frame.length; i++) {
    const isMoment = Math.abs(values[i] as number) <= farthestMs;
    if (!isMoment && frame.nulls?.[i] !== 1) frame.fail(i, `The result of "${symbol}" does not fit timestamp`);
  }
}

/** `nameOf` only on the rare path: a modulo by zero gives NaN, which failed already. */
function overflow(symbol: string, out: ColumnValues, row: number, frame: Frame): void {
  if (frame.nulls?.[row] !== 1) frame.fail(row, overflowMessage(symbol, nameOf(out)));
}

function nameOf(values: ColumnValues): IntegerName {
  if (values instanceof BigInt64Array) return 'int64';
  if (values instanceof BigUint64Array) return 'uint64';
  return values instanceof Uint32Array ? 'uint32' : 'int32';
}

export function overflowMessage(operation: string, name: IntegerName): string {
  const { min, max } = integerRange(name);
  return `The result of "${operation}" does not fit ${name} (${min} to ${max})`;
}
