/**
 * Reads a Parquet file row group by row group, in batches of exactly `batchSize` records, bad ones included, in the file's order.
 * Columns nobody asks for are not read.
 */
import type { ConnectorCall } from '@millrace/grammar';
import type { BadRecord } from '../../batch/batch.ts';
import { sourceNameOf } from '../../values/fit-value.ts';
import type { Source, SourceBatch, SourceContext } from '../connector.ts';
import { type DuckDBDataChunk, DuckDbSession, sqlPath } from '../duckdb.ts';
import { findInputFile, nearest } from '../files/input-file.ts';
import { mayBeMissing, missingColumn } from '../missing-column.ts';
import { Sieve } from '../sieve.ts';
import { fromDuck } from './duck-value.ts';
import { ParquetColumn } from './parquet-column.ts';

export async function openParquetSource({ options }: ConnectorCall, context: SourceContext): Promise<Source> {
  const file = await findInputFile(String(options.path), context.projectFolder);
  const session = await DuckDbSession.open(`Cannot read "${file.path}"`, { signal: context.signal });
  try {
    const from = `FROM read_parquet(${sqlPath(file.absolute)}, hive_partitioning = false)`;
    const found = await session.describe(`SELECT * ${from}`);
    const columns = locateColumns(file.path, found, context);
    const query = `SELECT ${columns.map((column) => column.expression).join(', ')} ${from}`;
    return new ParquetSource(session, session.stream(query), columns, file.path, context);
  } catch (error) {
    session.close();
    throw error;
  }
}

function locateColumns(path: string, found: { name: string; type: string }[], context: SourceContext): ParquetColumn[] {
  const types = new Map(found.map(({ name, type }) => [name, type]));
  return context.schema.fields.map((field) => {
    const name = sourceNameOf(field);
    const type = types.get(name);
    if (type === undefined && !mayBeMissing(field)) {
      const names = found.map((column) => column.name);
      throw missingColumn(path, name, names, nearest(name, names));
    }
    return new ParquetColumn(field, type, context.batchSize);
  });
}

class ParquetSource implements Source {
  readonly #session: DuckDbSession;
  readonly #chunks: AsyncGenerator<DuckDBDataChunk>;
  readonly #columns: ParquetColumn[];
  readonly #path: string;
  readonly #context: SourceContext;
  #chunk: DuckDBDataChunk | undefined;
  /** Records of the chunk taken so far. */
  #taken = 0;
  /** Of the first record in the batch being filled, from 1. */
  #record = 1;

  constructor(
    session: DuckDbSession,
    chunks: AsyncGenerator<DuckDBDataChunk>,
    columns: ParquetColumn[],
    path: string,
    context: SourceContext,
  ) {
    this.#session = session;
    this.#chunks = chunks;
    this.#columns = columns;
    this.#path = path;
    this.#context = context;
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
    const value = (i: number) => fromDuck(chunk.getColumnVector(i).getItem(index));
    const record = Object.fromEntries(this.#columns.map((column, i) => [column.name, value(i)]));
    return { message: `Record ${this.#record + row}: ${said}`, attempt: 1, record, source: { path: this.#path } };
  }
}
