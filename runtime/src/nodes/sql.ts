/**
 * One query of DuckDB over all records of its inputs, in a database of its own that sees no files, cannot be told otherwise
 * and works on the disk where memory is short. One thread, so that the same records give the same result in the same order. [N5]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordType, SqlStage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import { ChunkSource } from '../connectors/chunk-source.ts';
import { DuckDbSession } from '../connectors/duckdb.ts';
import { fileError } from '../connectors/files/file-errors.ts';
import { anyInterval, toDuck } from '../connectors/parquet/duck-value.ts';
import { TableWriter } from '../connectors/parquet/table-writer.ts';
import { RunError } from '../execute/run-error.ts';
import { createTable } from '../sql/create-table.ts';
import { ResultColumn } from '../sql/result-column.ts';
import { defaultBatchSize } from './default-batch-size.ts';
import type { NodeBehaviour, NodeContext, SourceResult } from './node-behaviour.ts';

export const sql: NodeBehaviour<'sql'> = {
  kind: 'sql',
  async open(stage, context) {
    const query = await QueryRun.open(stage, context);
    return {
      role: 'fold',
      take: async (batch, input) => {
        query.add(batch, input ?? '');
        return [];
      },
      next: (sequence) => query.next(sequence),
      close: () => query.close(),
    };
  },
};

class QueryRun {
  readonly #stage: SqlStage;
  readonly #signal: AbortSignal;
  readonly #session: DuckDbSession;
  readonly #spillFolder: string;
  readonly #tables: ReadonlyMap<string, TableWriter>;
  #result: ChunkSource | undefined;
  #closed: Promise<void> | undefined;

  private constructor(
    stage: SqlStage,
    signal: AbortSignal,
    session: DuckDbSession,
    spillFolder: string,
    tables: ReadonlyMap<string, TableWriter>,
  ) {
    this.#stage = stage;
    this.#signal = signal;
    this.#session = session;
    this.#spillFolder = spillFolder;
    this.#tables = tables;
  }

  static async open(stage: SqlStage, { inputs, signal }: NodeContext): Promise<QueryRun> {
    const spillFolder = await newSpillFolder();
    const options = { signal, spillFolder, isSealed: true, failureCode: 'query-failed' };
    const session = await DuckDbSession.open(`Cannot run the query of "${stage.name}"`, options);
    const tables = new Map<string, TableWriter>();
    const run = new QueryRun(stage, signal, session, spillFolder, tables);
    try {
      for (const { as: name, schema } of inputs) tables.set(name, await tableOf(session, name, schema));
      return run;
    } catch (error) {
      await run.close();
      throw error;
    }
  }

  add(batch: Batch, table: string): void {
    this.#signal.throwIfAborted();
    const writer = this.#tables.get(table);
    if (writer === undefined) throw new RunError('plan-unsupported', `The query has no table "${table}"`);
    this.#session.guard(() => writer.append(batch));
  }

  async next(sequence: number): Promise<SourceResult | undefined> {
    this.#result ??= await this.#begin();
    const part = await this.#result.next();
    if (part === undefined) return undefined;
    const { name, output } = this.#stage;
    return { output: new Batch({ node: name, sequence }, output, part.columns, part.length), bad: part.bad };
  }

  close(): Promise<void> {
    this.#closed ??= this.#free();
    return this.#closed;
  }

  async #begin(): Promise<ChunkSource> {
    for (const writer of this.#tables.values()) this.#session.guard(() => writer.close());
    const { output, query, batch } = this.#stage;
    const batchSize = batch.max ?? defaultBatchSize(output);
    const { types, chunks } = await this.#session.query(query);
    const columns = output.fields.map((field, i) => {
      const found = types[i];
      if (found === undefined) throw new RunError('query-failed', `The query gives no column "${field.name}"`);
      return new ResultColumn(field, found, batchSize);
    });
    return new ChunkSource(this.#session, chunks, columns, { signal: this.#signal, batchSize });
  }

  async #free(): Promise<void> {
    await this.#result?.close();
    this.#session.close();
    await rm(this.#spillFolder, { recursive: true, force: true });
  }
}

async function tableOf(session: DuckDbSession, name: string, record: RecordType): Promise<TableWriter> {
  await session.run(createTable({ name, record }));
  return new TableWriter(await session.appendTo(name), record, (type) => toDuck(type, anyInterval));
}

/** DuckDB makes its files there when memory is short. */
async function newSpillFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'millrace-spill-')).catch((cause: unknown) => {
    throw fileError(`Cannot make a folder in "${tmpdir()}"`, cause);
  });
}
