/**
 * What column functions compute with: a column, or one value that stands for all records. A constant has `step` 0, so the
 * same loop (`values[row * step]`) serves both and no column of equal values is ever filled before the end.
 */
import type { Type } from '../types/type.ts';
import type { Column, ColumnSource, ColumnValues, RecordFailures } from './column.ts';
import { allocateValues, columnOf, createColumn } from './column-layout.ts';

export interface Operand {
  readonly type: Type;
  readonly values: ColumnValues;
  /** 1 where the value is null; absent where none is. */
  readonly nulls: Uint8Array | undefined;
  /** Elements per value: 1 except for vectors held flat. */
  readonly width: number;
  readonly step: 0 | 1;
}

/** A part of an expression, compiled. */
export type Evaluate = (source: ColumnSource, failures: RecordFailures) => Operand;

export function operandOf(column: Column): Operand {
  return { type: column.type, values: column.values, nulls: column.nulls, width: column.width, step: 1 };
}

/** One value, as the language's table gives it, for all records. */
export function constantOperand(type: Type, value: unknown): Operand {
  return { ...operandOf(columnOf(type, [value])), step: 0 };
}

/** The operand as a column of `length` records. */
export function columnOfOperand(operand: Operand, type: Type, length: number): Column {
  if (operand.step === 1) return createColumn(type, length, operand.values, operand.nulls);
  const nulls = operand.nulls?.[0] === 1 ? new Uint8Array(length).fill(1) : undefined;
  return createColumn(type, length, repeatValue(operand, type, length), nulls);
}

function repeatValue(operand: Operand, type: Type, length: number): ColumnValues {
  const values = allocateValues(type, length);
  if (operand.width === 1) return values.fill(operand.values[0] as never);
  for (let i = 0; i < values.length; i++) values[i] = operand.values[i % operand.width] as never;
  return values;
}

/** Number of values that the operands give together: 1 where all are constant. */
export function lengthOfAll(operands: readonly Operand[], length: number): number {
  return operands.every(({ step }) => step === 0) ? 1 : length;
}

/** 1 where any of the operands is null; undefined where none is. Never to be written to: it may be an operand's own. */
export function nullsOfAny(operands: readonly Operand[], length: number): Uint8Array | undefined {
  const withNulls = operands.filter(({ nulls }) => nulls !== undefined);
  const only = withNulls[0];
  if (only === undefined) return undefined;
  if (withNulls.length === 1 && (only.step === 1 || length === 1)) return only.nulls;
  const union = new Uint8Array(length);
  for (const { nulls, step } of withNulls) markNulls(union, nulls as Uint8Array, step);
  return union;
}

function markNulls(union: Uint8Array, nulls: Uint8Array, step: 0 | 1): void {
  for (let row = 0; row < union.length; row++) union[row] = (union[row] as number) | (nulls[row * step] as number);
}
