import { type Field, layoutOf, type Type } from '@millrace/grammar';
import { fitOf, sourceNameOf } from '../../values/fit-value.ts';
import { Misfit } from '../../values/misfit.ts';
import type { ChunkColumn, RejectValue } from '../chunk-source.ts';
import { ColumnFiller } from '../column-filler.ts';
import { type DuckDBVector, sqlName } from '../duckdb.ts';
import type { Sieve } from '../sieve.ts';
import { fromDuck } from './duck-value.ts';
import { jsonTextParser } from './json-text-parser.ts';
import { elementsOf, isListVector, isNullAt, itemsLike, mayHaveNulls } from './raw-vector.ts';
import { scalarOf } from './sql-type.ts';

/** Reads the value at an index, in the form a column stores; a Misfit where it does not fit. It is not null there. */
type ReadValue = (index: number) => unknown;

/** One field of the schema, filled from one column of a Parquet file. */
export class ParquetColumn implements ChunkColumn {
  readonly name: string;
  readonly filler: ColumnFiller;
  readonly #type: Type;
  /** DuckDB's type of the column in the file; undefined: the file has none, and every value is null. */
  readonly #found: string | undefined;

  constructor(field: Field, found: string | undefined, capacity: number) {
    this.name = sourceNameOf(field);
    this.filler = new ColumnFiller(field, capacity);
    this.#type = field.type;
    this.#found = found;
  }

  /** The column as a query should give it: in a type that JavaScript can hold. */
  get expression(): string {
    const name = sqlName(this.name);
    if (this.#found === undefined) return 'NULL';
    if (/^(TIMESTAMP|INTERVAL)[^[]*$/.test(this.#found)) return `CAST(epoch_ms(${name}) AS DOUBLE)`;
    if (/^DECIMAL\(\d+,0\)$/.test(this.#found)) return `CAST(${name} AS HUGEINT)`;
    if (/^DECIMAL\(\d+,\d+\)$/.test(this.#found)) return `CAST(${name} AS DOUBLE)`;
    if (/^(DATE|TIME|UUID|ENUM|BIT)[^[]*$/.test(this.#found)) return `CAST(${name} AS VARCHAR)`;
    return name;
  }

  /** Puts `count` values, from `start` of the vector on, at `row` and after. */
  take(vector: DuckDBVector, start: number, count: number, row: number, sieve: Sieve, reject: RejectValue): void {
    const hasNulls = this.#found === undefined || mayHaveNulls(vector);
    const read = this.#reader(vector);
    for (let i = 0; i < count; i++) {
      if (sieve.isBad[row + i] === 1) continue;
      const isNull = hasNulls && (this.#found === undefined || isNullAt(vector, start + i));
      const misfit = isNull ? this.filler.putNull(row + i) : this.#put(read(start + i), row + i);
      if (misfit !== undefined) reject(i, misfit);
    }
  }

  #put(value: unknown, row: number): Misfit | undefined {
    if (value instanceof Misfit) return this.filler.hide(value);
    return value === null ? this.filler.putNull(row) : this.filler.put(row, value);
  }

  #reader(vector: DuckDBVector): ReadValue {
    return this.#exactReader(vector) ?? this.#flatReader(vector) ?? this.#fittingReader(vector);
  }

  /** Where the file holds the very type, values pass as they are. */
  #exactReader(vector: DuckDBVector): ReadValue | undefined {
    const type = this.#type;
    if (type.kind !== 'scalar' || this.#found === undefined || scalarOf(this.#found) !== type.name) return undefined;
    const { array } = layoutOf(type);
    const items = array === undefined ? undefined : itemsLike(vector, new array(0));
    if (items !== undefined) return (index) => items[index];
    if (type.name === 'bool') return (index) => Number(vector.getItem(index));
    return type.name === 'string' || type.name === 'date' ? (index) => vector.getItem(index) : undefined;
  }

  /** A vector from a list or array of the same elements: one copy per record. */
  #flatReader(vector: DuckDBVector): ReadValue | undefined {
    const type = this.#type;
    const { array, width } = layoutOf(type);
    const elements = type.kind === 'vector' && array !== undefined ? elementsOf(vector) : undefined;
    if (array === undefined || elements === undefined || mayHaveNulls(elements)) return undefined;
    const items = itemsLike(elements, new array(0));
    // Seconds of a day or days of a calendar are numbers as well: only numbers mean the same in both.
    if (items === undefined || type.kind !== 'vector' || !/int|float/.test(type.element)) return undefined;
    const slow = this.#fittingReader(vector);
    if (!isListVector(vector)) return (index) => items.subarray(index * width, (index + 1) * width);
    return (index) => {
      const offset = vector.getEntryOffset(index);
      return vector.getEntryLength(index) === width ? items.subarray(offset, offset + width) : slow(index);
    };
  }

  #fittingReader(vector: DuckDBVector): ReadValue {
    const fit = fitOf(this.#type, 'source');
    const before = this.#natural();
    return (index) => {
      const value = before(vector.getItem(index));
      return value instanceof Misfit ? value : fit(value);
    };
  }

  /** What the expression of the query took away is given back, and JSON that Parquet keeps as text is parsed. */
  #natural(): (value: unknown) => unknown {
    if (this.#found?.startsWith('TIMESTAMP') && !this.#found.endsWith(']')) return (value) => new Date(value as number);
    const parse = jsonTextParser(this.#type);
    return parse === undefined ? fromDuck : (value) => parse(fromDuck(value));
  }
}
