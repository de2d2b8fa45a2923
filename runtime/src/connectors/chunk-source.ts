/** What DuckDB gives, in batches of exactly `batchSize` records, bad ones included, in its order. */
import type { BadRecord } from '../batch/batch.ts';
import { jsonValueOf } from '../batch/record-json.ts';
import type { Misfit } from '../values/misfit.ts';
import type { ColumnFiller } from './column-filler.ts';
import type { Source, SourceBatch } from './connector.ts';
import type { DuckDBDataChunk, DuckDBVector, DuckDbSession } from './duckdb.ts';
import { fromDuck } from './parquet/duck-value.ts';
import { Sieve } from './sieve.ts';

/** One field of the records, filled from one column of the chunks. */
export interface ChunkColumn {
  readonly name: string;
  readonly filler: ColumnFiller;
  /** Puts `count` values, from `start` of the vector on, at `row` and after. */
  take(vector: DuckDBVector, start: number, count: number, row: number, sieve: Sieve, reject: RejectValue): void;
}

export type RejectValue = (index: number, misfit: Misfit) => void;

export interface ChunkSourceContext {
  signal: AbortSignal;
  batchSize: number;
  /** The file that the records are of. */
  path?: string;
  /** How many records stand before the first of the chunks. */
  skipped?: number;
}

/** Owns its session. */
export class ChunkSource implements Source {
  readonly #session: DuckDbSession;
  readonly #chunks: AsyncGenerator<DuckDBDataChunk>;
  readonly #columns: readonly ChunkColumn[];
  readonly #context: ChunkSourceContext;
  #chunk: DuckDBDataChunk | undefined;
  /** Records of the chunk taken so far. */
  #taken = 0;
  /** Of the first record in the batch being filled, from 1. */
  #record: number;

  constructor(
    session: DuckDbSession,
    chunks: AsyncGenerator<DuckDBDataChunk>,
    columns: readonly ChunkColumn[],
    context: ChunkSourceContext,
  ) {
    this.#session = session;
    this.#chunks = chunks;
    this.#columns = columns;
    this.#context = context;
    this.#record = 1 + (context.skipped ?? 0);
  }

  /** How many records stand before those of the next batch. */
  get records(): number {
    return this.#record - 1;
  }

  async next(): Promise<SourceBatch | undefined> {
    const { batchSize } = this.#context;
    const sieve = new Sieve(batchSize);
    for (const column of this.#columns) column.filler.begin();
    let length = 0;
    while (length < batchSize) {
      const chunk = await this.#current();
      if (chunk === undefined) break;
      const count = Math.min(batchSize - length, chunk.rowCount - this.#taken);
      this.#take(chunk, count, length, sieve);
      length += count;
    }
    this.#record += length;
    if (length === 0) return undefined;
    return sieve.part(
      this.#columns.map((column) => column.filler.finish()),
      length,
    );
  }

  async close(): Promise<void> {
    this.#chunk = undefined;
    await this.#chunks.return(undefined);
    this.#session.close();
  }

  /** The chunk that has records left, or undefined at the end. */
  async #current(): Promise<DuckDBDataChunk | undefined> {
    this.#context.signal.throwIfAborted();
    if (this.#chunk !== undefined && this.#taken < this.#chunk.rowCount) return this.#chunk;
    this.#chunk = (await this.#chunks.next()).value ?? undefined;
    this.#taken = 0;
    return this.#chunk;
  }

  #take(chunk: DuckDBDataChunk, count: number, row: number, sieve: Sieve): void {
    this.#columns.forEach((column, i) => {
      column.take(chunk.getColumnVector(i), this.#taken, count, row, sieve, (index, misfit) => {
        const said = `column ${JSON.stringify(column.name)}: ${misfit.message}`;
        sieve.fail(row + index, this.#bad(chunk, this.#taken + index, row + index, said));
      });
    });
    this.#taken += count;
  }

  #bad(chunk: DuckDBDataChunk, index: number, row: number, said: string): BadRecord {
    const { path } = this.#context;
    const value = (i: number) => jsonValueOf(fromDuck(chunk.getColumnVector(i).getItem(index)));
    const record = Object.fromEntries(this.#columns.map((column, i) => [column.name, value(i)]));
    return { message: `Record ${this.#record + row}: ${said}`, attempt: 1, record, ...(path && { source: { path } }) };
  }
}
