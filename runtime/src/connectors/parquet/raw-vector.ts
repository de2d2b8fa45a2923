import type { BigValues, ColumnValues, NumericValues } from '@millrace/grammar';
import { type DuckDBListVector, type DuckDBVector, duckDb } from '../duckdb.ts';

/**
 * The arrays behind DuckDB's vectors. They are private in its typings but the only way past one call per value, so this file
 * alone looks at them and every reader of it has a slow way where an array is not as expected.
 */
type Raw = {
  items?: unknown;
  childData?: DuckDBVector;
  validity?: { data?: unknown; itemValid(index: number): boolean };
};

/** The values of a vector of numbers, if they lie as an array of the same kind as `like`. */
export function itemsLike(vector: DuckDBVector, like: ColumnValues): NumericValues | BigValues | undefined {
  const { items } = vector as unknown as Raw;
  return !Array.isArray(like) && items instanceof (like.constructor as typeof Float64Array) ? items : undefined;
}

/** The vector of all elements of a vector of lists or arrays. */
export function elementsOf(vector: DuckDBVector): DuckDBVector | undefined {
  return isListVector(vector) ? vector.childVector : (vector as unknown as Raw).childData;
}

/** False where it is certain that nothing is null. */
export function mayHaveNulls(vector: DuckDBVector): boolean {
  const { validity } = vector as unknown as Raw;
  return validity === undefined || validity.data !== null;
}

export function isNullAt(vector: DuckDBVector, index: number): boolean {
  const { validity } = vector as unknown as Raw;
  return validity === undefined ? vector.getItem(index) === null : !validity.itemValid(index);
}

/** Lists lie one behind the other with an offset each; arrays all have the same size. */
export function isListVector(vector: DuckDBVector): vector is DuckDBListVector {
  return vector instanceof duckDb().DuckDBListVector;
}
