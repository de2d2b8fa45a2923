import type { Column, RecordType } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { ColumnBuffer } from '../../batch/column-buffer.ts';
import type { DuckDBDataChunk, DuckDBType, DuckDbSession } from '../duckdb.ts';
import { type ColumnWriter, columnWriter } from './column-writer.ts';
import { sqlType } from './sql-type.ts';

/** DuckDB's own size of a vector. */
const chunkRows = 2048;

/**
 * Batches as a table that queries of a session read as `records()`. DuckDB asks for their values while the query runs, so that they go from
 * columns to where they are wanted without a table of its own in between.
 */
export class BatchTable {
  readonly #columns: readonly { buffer: ColumnBuffer; write: ColumnWriter }[];
  #length = 0;
  /** The row that is given next. */
  #next = 0;
  #failure: unknown;

  static async open(session: DuckDbSession, schema: RecordType): Promise<BatchTable> {
    const table = new BatchTable(schema);
    const types = await session.types(schema.fields.map(({ type }) => sqlType(type)));
    const columns = schema.fields.map(({ name }, i) => ({ name, type: types[i] as DuckDBType }));
    session.addTable('records', columns, (chunk) => table.#give(chunk));
    return table;
  }

  constructor({ fields }: RecordType) {
    this.#columns = fields.map(({ type }) => ({ buffer: new ColumnBuffer(type), write: columnWriter(type) }));
  }

  get length(): number {
    return this.#length;
  }

  append({ columns, length }: Batch): void {
    this.#columns.forEach(({ buffer }, i) => {
      buffer.append(columns[i] as Column);
    });
    this.#length += length;
  }

  /** Runs a query that reads it, and empties it. Where a value is none that DuckDB takes, rejects with what is wrong with it. */
  async drain(query: () => Promise<void>): Promise<void> {
    this.#next = 0;
    try {
      await query();
    } catch (error) {
      throw this.#failure ?? error;
    } finally {
      for (const { buffer } of this.#columns) buffer.empty();
      this.#length = 0;
    }
  }

  /** Fills a chunk with the rows that come next; none tell DuckDB that none follow. */
  #give(chunk: DuckDBDataChunk): void {
    const count = Math.min(chunkRows, this.#length - this.#next);
    chunk.rowCount = count;
    if (count === 0) return;
    try {
      this.#write(count, chunk);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
    this.#next += count;
  }

  #write(count: number, chunk: DuckDBDataChunk): void {
    this.#columns.forEach(({ buffer, write }, i) => {
      const vector = chunk.getColumnVector(i);
      write(buffer.column, this.#next, count, vector);
      vector.flush();
    });
  }
}
