import { type Field, layoutOf, type Type } from '@millrace/grammar';
import { jsonValueOf } from '../batch/record-json.ts';
import type { ChunkColumn, RejectValue } from '../connectors/chunk-source.ts';
import { ColumnFiller } from '../connectors/column-filler.ts';
import type { DuckDBType, DuckDBVector } from '../connectors/duckdb.ts';
import { fromDuck } from '../connectors/parquet/duck-value.ts';
import { jsonTextParser } from '../connectors/parquet/json-text-parser.ts';
import { isNullAt, itemsLike } from '../connectors/parquet/raw-vector.ts';
import { scalarOf } from '../connectors/parquet/sql-type.ts';
import type { Sieve } from '../connectors/sieve.ts';
import { fitOf } from '../values/fit-value.ts';
import { Misfit } from '../values/misfit.ts';

/** One column of the result of a query, in the type that the description of the query promised. */
export class ResultColumn implements ChunkColumn {
  readonly name: string;
  readonly filler: ColumnFiller;
  readonly #type: Type;
  readonly #found: DuckDBType;
  readonly #fitted: (value: unknown) => unknown;

  constructor(field: Field, found: DuckDBType, capacity: number) {
    this.name = field.name;
    this.filler = new ColumnFiller(field, capacity);
    this.#type = field.type;
    this.#found = found;
    const [natural, fit] = [naturalOf(field.type, found), fitOf(field.type)];
    this.#fitted = (value) => fit(natural(fromDuck(value)));
  }

  take(vector: DuckDBVector, start: number, count: number, row: number, sieve: Sieve, reject: RejectValue): void {
    const read = this.#reader(vector);
    for (let i = 0; i < count; i++) {
      if (sieve.isBad[row + i] === 1) continue;
      const value = isNullAt(vector, start + i) ? null : read(start + i);
      const misfit = this.#put(value, row + i);
      if (misfit !== undefined) reject(i, misfit);
    }
  }

  #put(value: unknown, row: number): Misfit | undefined {
    if (value instanceof Misfit) return this.filler.hide(value);
    return value === null ? this.filler.putNull(row) : this.filler.put(row, value);
  }

  /** Numbers of the very type pass as they lie in memory. */
  #reader(vector: DuckDBVector): (index: number) => unknown {
    const { array } = layoutOf(this.#type);
    const isSame = this.#type.kind === 'scalar' && scalarOf(String(this.#found)) === this.#type.name;
    const isNumber = isSame && /int|float/.test((this.#type as { name: string }).name);
    const items = array !== undefined && isNumber ? itemsLike(vector, new array(0)) : undefined;
    return items === undefined ? (index) => this.#fitted(vector.getItem(index)) : (index) => items[index];
  }
}

/** JSON is text in DuckDB, and so are values that the language has no name for; what a MAP holds becomes JSON. */
function naturalOf(type: Type, found: DuckDBType): (value: unknown) => unknown {
  const isJson = type.kind === 'scalar' && type.name === 'json';
  if (isJson && found.alias !== 'JSON') return jsonValueOf;
  return jsonTextParser(type) ?? ((value) => value);
}
