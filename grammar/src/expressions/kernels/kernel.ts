/**
 * The inner loop of a function over the records of a batch. Where `frame.nulls` says so an operand is null: the result is
 * null there, nothing may fail for it, and what stands in `values` means nothing.
 */
import type { Type } from '../../types/type.ts';
import type { ColumnValues } from '../column.ts';
import { allocateValues } from '../column-layout.ts';
import type { Operand } from '../operand.ts';

export interface Frame {
  /** Number of values to compute. */
  readonly length: number;
  readonly nulls: Uint8Array | undefined;
  fail(row: number, message: string): void;
}

export interface Computed {
  values: ColumnValues;
  nulls: Uint8Array | undefined;
}

export type Kernel = (operands: readonly Operand[], frame: Frame) => Computed;

/** Why one record has no value: what a `perRow` function gives instead of one. */
export class NoValue {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

export type PerRowFunction = (...values: never[]) => unknown;

/**
 * A kernel from a function of single values, for what is not worth a loop of its own. Bools come as 0 and 1, timestamps as
 * milliseconds. null makes the result null, a NoValue makes the record bad.
 */
export function perRow(result: Type, compute: PerRowFunction): Kernel {
  return (operands, frame) => {
    const values = allocateValues(result, frame.length) as unknown[];
    const evaluate = applyTo(compute as (...values: unknown[]) => unknown, operands.map(readerOf));
    const target = { nulls: frame.nulls, frame };
    for (let row = 0; row < frame.length; row++) {
      if (frame.nulls?.[row] === 1) continue;
      const value = evaluate(row);
      if (value === null || value instanceof NoValue) putNothing(target, row, value);
      else values[row] = value;
    }
    return { values: values as ColumnValues, nulls: target.nulls };
  };
}

/** Without an array of arguments for the usual numbers of them. */
function applyTo(compute: (...values: unknown[]) => unknown, readers: readonly Reader[]): (row: number) => unknown {
  const [first, second] = readers as [Reader, Reader];
  if (readers.length === 1) return (row) => compute(first(row));
  if (readers.length === 2) return (row) => compute(first(row), second(row));
  return (row) => compute(...readers.map((read) => read(row)));
}

interface Target {
  nulls: Uint8Array | undefined;
  frame: Frame;
}

function putNothing(target: Target, row: number, value: NoValue | null): void {
  if (value === null) target.nulls = withNull(target, row);
  else target.frame.fail(row, value.message);
}

/** The nulls with one more; a copy of the operands' own, the first time. */
function withNull({ nulls, frame }: Target, row: number): Uint8Array {
  const own = nulls === undefined || nulls === frame.nulls ? copyNulls(frame) : nulls;
  own[row] = 1;
  return own;
}

function copyNulls({ nulls, length }: Frame): Uint8Array {
  return nulls === undefined ? new Uint8Array(length) : nulls.slice();
}

type Reader = (row: number) => unknown;

/** The raw value of a record: an element, or the part of a flat vector. */
export function readerOf(operand: Operand): Reader {
  const { values, step, width, type } = operand;
  if (type.kind === 'vector' && !Array.isArray(values)) {
    return (row) => values.subarray(row * step * width, row * step * width + width);
  }
  return (row) => values[row * step];
}
