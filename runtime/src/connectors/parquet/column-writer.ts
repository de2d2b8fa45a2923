import { type Column, layoutOf, type Type, valueAt } from '@millrace/grammar';
import type { DuckDBValue, DuckDBVector } from '../duckdb.ts';
import { toDuck } from './duck-value.ts';
import { elementsOf, itemsLike } from './raw-vector.ts';

/** Copies rows `start` to `start + count` of a column to the front of a vector. */
export type ColumnWriter = (column: Column, start: number, count: number, vector: DuckDBVector) => void;

export function columnWriter(type: Type, convert = toDuck(type)): ColumnWriter {
  const { array } = layoutOf(type);
  const slow: ColumnWriter = (column, start, count, vector) => {
    for (let i = 0; i < count; i++) vector.setItem(i, convert(valueAt(column, start + i)));
  };
  if (array === undefined) return slow;
  return (column, start, count, vector) => {
    if (!copyItems(column, start, count, vector)) slow(column, start, count, vector);
  };
}

/** False where the values do not lie in the vector as they do in the column. */
function copyItems(column: Column, start: number, count: number, vector: DuckDBVector): boolean {
  const { values, width, type } = column;
  if (Array.isArray(values) || !isNumber(type)) return false;
  const target = type.kind === 'vector' ? elementsOf(vector) : vector;
  const items = target === undefined ? undefined : itemsLike(target, values);
  if (items === undefined || items.length < count * width) return false;
  items.set(values.subarray(start * width, (start + count) * width) as never);
  markNulls(column, start, count, vector, null);
  return true;
}

function markNulls({ nulls }: Column, start: number, count: number, vector: DuckDBVector, none: DuckDBValue): void {
  if (nulls === undefined) return;
  for (let i = 0; i < count; i++) if (nulls[start + i] === 1) vector.setItem(i, none);
}

/** Only numbers are the same in DuckDB's arrays as in ours; a timestamp or a bool of the same array is not. */
function isNumber(type: Type): boolean {
  const name = type.kind === 'scalar' ? type.name : type.kind === 'vector' ? type.element : '';
  return /int|float/.test(name);
}
