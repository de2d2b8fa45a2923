import type { Column, RecordType } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { type DuckDBAppender, type DuckDBDataChunk, duckDb } from '../duckdb.ts';
import { type ColumnWriter, columnWriter } from './column-writer.ts';
import { toDuck } from './duck-value.ts';

/** DuckDB's own size of a vector. */
const chunkRows = 2048;

/** Appends batches to a table, column by column. */
export class TableWriter {
  readonly #appender: DuckDBAppender;
  readonly #writers: ColumnWriter[];
  readonly #chunk: DuckDBDataChunk;
  #isOpen = true;

  /** `toValue`: where values are not to be as Parquet has them. */
  constructor(appender: DuckDBAppender, schema: RecordType, toValue: typeof toDuck = toDuck) {
    this.#appender = appender;
    this.#writers = schema.fields.map((field) => columnWriter(field.type, toValue(field.type)));
    this.#chunk = duckDb().DuckDBDataChunk.create(schema.fields.map((_, i) => appender.columnType(i)));
  }

  append({ columns, length }: Batch): void {
    for (let start = 0; start < length; start += chunkRows)
      this.#appendRows(columns, start, Math.min(chunkRows, length - start));
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#appender.closeSync();
  }

  #appendRows(columns: readonly Column[], start: number, count: number): void {
    this.#chunk.reset();
    this.#chunk.rowCount = count;
    columns.forEach((column, i) => {
      const vector = this.#chunk.getColumnVector(i);
      (this.#writers[i] as ColumnWriter)(column, start, count, vector);
      vector.flush();
    });
    this.#appender.appendDataChunk(this.#chunk);
  }
}
