/**
 * Most cells of a table of numbers are plain numerals, and a call for each would cost more than reading it. These loops put them straight
 * into the array of the column. They know no rule and no mistake: what is not a plain numeral that the type holds, they give to
 * `otherwise`, which reads it the long way and may find it wrong. Numerals are exact as in `number-text.ts`.
 */
import type { Type } from '@millrace/grammar';
import { type CsvRecords, cellKinds } from './csv-scanner.ts';
import { digitsMax, powers } from './number-text.ts';

/** The cells of one column in the records of one scan, and where their values go. */
export interface PlainCells {
  bytes: Uint8Array;
  found: CsvRecords;
  /** Of the column in the file. */
  index: number;
  /** Of the first record's value. */
  row: number;
  /** By row: 1 where a record is bad already and is left out. */
  isBad: Uint8Array;
  otherwise(record: number): void;
}

/** `values`: those of the whole column. */
export type PlainNumbers = (cells: PlainCells, values: ArrayLike<unknown>) => void;

const zero = 48;
const minus = 45;
const point = 46;

/** undefined for a type whose values are not numbers of an array of their own. */
export function plainNumbers(type: Type): PlainNumbers | undefined {
  return type.kind === 'scalar' ? loops[type.name] : undefined;
}

const loops: Partial<Record<string, PlainNumbers>> = {
  float64: (cells, values) => {
    if (values instanceof Float64Array) fillFloats(cells, values);
  },
  float32: (cells, values) => {
    if (values instanceof Float32Array) fillFloats(cells, values);
  },
  int32: (cells, values) => {
    if (values instanceof Int32Array) fillIntegers(cells, values, 2_147_483_647);
  },
  int64: (cells, values) => {
    if (values instanceof BigInt64Array) fillBig(cells, values);
  },
};

function fillFloats(cells: PlainCells, values: Float64Array | Float32Array): void {
  const { bytes, found, index, row, isBad, otherwise } = cells;
  for (let record = 0; record < found.length; record++) {
    if (isBad[row + record] === 1) continue;
    const cell = record * found.width + index;
    const start = found.starts[cell] as number;
    const end = found.ends[cell] as number;
    let value = 0;
    let at = bytes[start] === minus ? start + 1 : start;
    const first = at;
    let decimals = -1;
    for (; at < end; at++) {
      const digit = (bytes[at] as number) - zero;
      if (digit >= 0 && digit <= 9) value = value * 10 + digit;
      else if (digit === point - zero && decimals < 0) decimals = end - at - 1;
      else break;
    }
    const digits = at - first - (decimals < 0 ? 0 : 1);
    if (at < end || digits <= 0 || digits > digitsMax || found.kinds[cell] !== cellKinds.plain) {
      otherwise(record);
      continue;
    }
    const size = decimals > 0 ? value / (powers[decimals] as number) : value;
    values[row + record] = first > start ? -size : size;
  }
}

/** What lies beyond -max to max, the least value of the type among it, goes the long way. */
function fillIntegers(cells: PlainCells, values: Int32Array, max: number): void {
  const { row, otherwise } = cells;
  eachInteger(cells, (record, value) => {
    if (value > max || value < -max) otherwise(record);
    else values[row + record] = value;
  });
}

/** An integer of up to 15 digits as its two halves, without a bigint in between. */
function fillBig(cells: PlainCells, values: BigInt64Array): void {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const { row } = cells;
  eachInteger(cells, (record, value) => {
    const at = (row + record) * 2;
    const high = Math.floor(value / 4_294_967_296);
    halves[at + lowHalf] = value - high * 4_294_967_296;
    halves[at + 1 - lowHalf] = high;
  });
}

/** Where this machine keeps the low half of 64 bits. */
const lowHalf = new Int32Array(BigInt64Array.of(1n).buffer)[0] === 1 ? 0 : 1;

function eachInteger(cells: PlainCells, take: (record: number, value: number) => void): void {
  const { bytes, found, index, row, isBad, otherwise } = cells;
  for (let record = 0; record < found.length; record++) {
    if (isBad[row + record] === 1) continue;
    const cell = record * found.width + index;
    const start = found.starts[cell] as number;
    const end = found.ends[cell] as number;
    const first = bytes[start] === minus ? start + 1 : start;
    let value = 0;
    let at = first;
    for (; at < end; at++) {
      const digit = (bytes[at] as number) - zero;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at < end || at === first || at - first > digitsMax || found.kinds[cell] !== cellKinds.plain) otherwise(record);
    else take(record, first > start ? 0 - value : value);
  }
}
