/**
 * Most cells of a table of numbers are plain numerals, which the scan has read already. These loops put them straight into the array of the
 * column. They know no rule and no mistake: what the scan has no number for, or the type does not hold, they give to `otherwise`, which reads
 * it the long way and may find it wrong.
 */
import type { ScalarName, Type } from '@millrace/grammar';
import { type CsvRecords, numeralForms } from './csv-records.ts';

/** The cells of one column in the records of one scan, and where their values go. */
export interface PlainCells {
  found: CsvRecords;
  /** Of the column in the file. */
  index: number;
  /** Of the first record's value. */
  row: number;
  otherwise(record: number): void;
}

/** How the values of a type are taken from plain numerals. */
export interface PlainNumbers {
  /** Of `numeralForms`. */
  form: number;
  /** `values`: those of the whole column. */
  fill(cells: PlainCells, values: ArrayLike<unknown>): void;
}

/** undefined for a type whose values are not numbers of an array of their own. */
export function plainNumbers(type: Type): PlainNumbers | undefined {
  return type.kind === 'scalar' ? fills[type.name] : undefined;
}

const int32Max = 2_147_483_647;
const float32Max = 3.402_823_466_385_288_6e38;

const fills: Partial<Record<ScalarName, PlainNumbers>> = {
  float64: {
    form: numeralForms.decimal,
    fill: (cells, values) => fillWithin(cells, values as Float64Array, Number.MAX_VALUE),
  },
  float32: {
    form: numeralForms.decimal,
    fill: (cells, values) => fillWithin(cells, values as Float32Array, float32Max),
  },
  int32: { form: numeralForms.whole, fill: (cells, values) => fillWithin(cells, values as Int32Array, int32Max) },
  int64: { form: numeralForms.whole, fill: (cells, values) => fillBig(cells, values as BigInt64Array) },
};

/** What lies beyond -max to max goes the long way; of whole numbers the least of the type is among it. */
function fillWithin(
  { found, index, row, otherwise }: PlainCells,
  values: Float64Array | Float32Array | Int32Array,
  max: number,
): void {
  const { numbers, width, length } = found;
  for (let record = 0; record < length; record++) {
    const value = numbers[record * width + index] as number;
    if (value <= max && value >= -max) values[row + record] = value;
    else otherwise(record);
  }
}

/** A whole number as its two halves, without a bigint in between. */
function fillBig({ found, index, row, otherwise }: PlainCells, values: BigInt64Array): void {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const { numbers, width, length } = found;
  for (let record = 0; record < length; record++) {
    const value = numbers[record * width + index] as number;
    const at = (row + record) * 2;
    const high = Math.floor(value / 4_294_967_296);
    halves[at + lowHalf] = value - high * 4_294_967_296;
    halves[at + 1 - lowHalf] = high;
    if (Number.isNaN(value)) otherwise(record);
  }
}

/** Where this machine keeps the low half of 64 bits. */
const lowHalf = new Int32Array(BigInt64Array.of(1n).buffer)[0] === 1 ? 0 : 1;
