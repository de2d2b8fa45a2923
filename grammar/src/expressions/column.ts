import type { Type } from '../types/type.ts';

/**
 * One column of a batch: the values of one field for all of its records.
 *
 * | type | values |
 * |---|---|
 * | bool | Uint8Array of 0 and 1 |
 * | int8 … uint32, float32, float64 | the typed array of that name |
 * | int64, uint64 | BigInt64Array, BigUint64Array |
 * | timestamp, duration | Float64Array of milliseconds |
 * | string, date, bytes, json, list, record | plain array: string, "YYYY-MM-DD", Uint8Array, any, array, object |
 * | vector of numbers or bools with fixed dimensions | the element's typed array, row-major, `width` elements per record |
 * | any other vector | plain array of arrays |
 *
 * A null has 1 in `nulls` and any value of the right type (0, "", undefined) in `values`.
 */
export interface Column {
  readonly type: Type;
  /** Number of records. */
  readonly length: number;
  readonly values: ColumnValues;
  /** 1 where the record's value is null; absent where none is. */
  readonly nulls?: Uint8Array;
  /** Elements per record: 1 except for vectors held flat. */
  readonly width: number;
}

export type ColumnValues = NumericValues | BigValues | unknown[];
export type NumericValues =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array;
export type BigValues = BigInt64Array | BigUint64Array;

/** The columns of one batch, by the name of a top-level field. */
export interface ColumnSource {
  readonly length: number;
  column(name: string): Column;
}

/** Takes the records whose value cannot be computed (overflow, division by zero); the first message of a record counts. */
export interface RecordFailures {
  fail(row: number, message: string): void;
}

export type ColumnFunction = (source: ColumnSource, failures: RecordFailures) => Column;
