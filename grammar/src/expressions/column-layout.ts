import type { ScalarName, Type } from '../types/type.ts';
import type { Column, ColumnValues } from './column.ts';

const arrays = {
  bool: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
  timestamp: Float64Array,
  duration: Float64Array,
} as const satisfies Partial<Record<ScalarName, unknown>>;

/** How the values of a type lie in a column: in which array, and how many elements a record takes. */
export interface Layout {
  /** undefined: a plain array of JavaScript values. */
  array: (typeof arrays)[keyof typeof arrays] | undefined;
  width: number;
}

const plain: Layout = { array: undefined, width: 1 };

export function layoutOf(type: Type): Layout {
  if (type.kind === 'scalar') return { array: arrayOf(type.name), width: 1 };
  if (type.kind !== 'vector') return plain;
  const array = arrayOf(type.element);
  let width = 1;
  for (const size of type.dimensions) {
    if (typeof size === 'string') return plain;
    width *= size;
  }
  return array === undefined ? plain : { array, width };
}

function arrayOf(name: ScalarName): Layout['array'] {
  return (arrays as Partial<Record<ScalarName, Layout['array']>>)[name];
}

/** Values for `length` records of the type, all zero (or undefined in a plain array). */
export function allocateValues(type: Type, length: number): ColumnValues {
  const { array, width } = layoutOf(type);
  return array === undefined ? new Array<unknown>(length) : new array(length * width);
}

export function createColumn(type: Type, length: number, values: ColumnValues, nulls?: Uint8Array): Column {
  return { type, length, values, nulls, width: layoutOf(type).width };
}

/**
 * A column of JavaScript values as the language's table gives them (bigint for int64, Date for timestamps, array or typed
 * array for vectors, null or undefined for null). The values must fit the type; `fitValue` of the runtime sees to that.
 */
export function columnOf(type: Type, rows: readonly unknown[]): Column {
  const values = allocateValues(type, rows.length);
  const { width } = layoutOf(type);
  let nulls: Uint8Array | undefined;
  // Not forEach, which passes over the holes of an array and would leave them without their null.
  for (let row = 0; row < rows.length; row++) {
    const value = rows[row];
    if (value === null || value === undefined) {
      nulls ??= new Uint8Array(rows.length);
      nulls[row] = 1;
    } else store(values, row, width, value);
  }
  return { type, length: rows.length, values, nulls, width };
}

function store(values: ColumnValues, row: number, width: number, value: unknown): void {
  if (Array.isArray(values)) values[row] = value;
  else if (width !== 1 || (typeof value === 'object' && !(value instanceof Date))) {
    const elements = value as ArrayLike<never>;
    for (let i = 0; i < width; i++) values[row * width + i] = elements[i] as never;
  } else
    values[row] = (
      value instanceof Date
        ? value.getTime()
        : Number.isInteger(value) || typeof value !== 'boolean'
          ? value
          : Number(value)
    ) as never;
}

/** The value of one record, as the language's table gives it. */
export function valueAt(column: Column, row: number): unknown {
  if (column.nulls?.[row] === 1) return null;
  const { values, width, type } = column;
  if (Array.isArray(values)) return values[row];
  if (type.kind === 'vector') return values.slice(row * width, (row + 1) * width);
  if (type.kind !== 'scalar') return values[row];
  if (type.name === 'bool') return values[row] === 1;
  return type.name === 'timestamp' ? new Date(values[row] as number) : values[row];
}

/** The records at `rows`, in that order. */
export function takeRows(column: Column, rows: ArrayLike<number>): Column {
  const { type, width } = column;
  const values = allocateValues(type, rows.length);
  takeValues(column.values, values, rows, width);
  const nulls = column.nulls && new Uint8Array(rows.length);
  if (column.nulls !== undefined && nulls !== undefined) takeBytes(column.nulls, nulls, rows, 1);
  return { type, length: rows.length, values, nulls, width };
}

/**
 * Numbers are moved as what they are made of, so that each loop below only ever sees one kind of array: a loop that has seen
 * all of them is many times slower.
 */
function takeValues(from: ColumnValues, to: ColumnValues, rows: ArrayLike<number>, width: number): void {
  if (Array.isArray(from) || Array.isArray(to)) takePlain(from as unknown[], to as unknown[], rows);
  else if (from.BYTES_PER_ELEMENT === 1) takeBytes(asBytes(from), asBytes(to), rows, width);
  else if (from.BYTES_PER_ELEMENT === 2) takeBytes(asBytes(from), asBytes(to), rows, width * 2);
  else takeWords(asWords(from), asWords(to), rows, (width * from.BYTES_PER_ELEMENT) / 4);
}

type FlatValues = Exclude<ColumnValues, unknown[]>;

function asBytes({ buffer, byteOffset, byteLength }: FlatValues): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function asWords({ buffer, byteOffset, byteLength }: FlatValues): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

function takePlain(from: readonly unknown[], to: unknown[], rows: ArrayLike<number>): void {
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i] as number];
}

function takeBytes(from: Uint8Array, to: Uint8Array, rows: ArrayLike<number>, width: number): void {
  for (let i = 0; i < rows.length; i++) {
    const start = (rows[i] as number) * width;
    for (let k = 0; k < width; k++) to[i * width + k] = from[start + k] as number;
  }
}

function takeWords(from: Uint32Array, to: Uint32Array, rows: ArrayLike<number>, width: number): void {
  for (let i = 0; i < rows.length; i++) {
    const start = (rows[i] as number) * width;
    for (let k = 0; k < width; k++) to[i * width + k] = from[start + k] as number;
  }
}

/** Rows `start` to `end` (exclusive) without copying where the values are a typed array. */
export function sliceRows(column: Column, start: number, end: number): Column {
  const { type, width, values } = column;
  const part = Array.isArray(values)
    ? values.slice(start, end)
    : (values.subarray(start * width, end * width) as ColumnValues);
  return { type, length: end - start, values: part, nulls: column.nulls?.subarray(start, end), width };
}
