/** What the contract of databases does with a table of a connector: opens, writes and reads it through its public face. */
import type { ConnectorCall, RecordType, Scalar } from '@millrace/grammar';
import { type Artefact, Batch, connectors, type Position, type Sink, type Source } from 'millrace';
import { readRows } from './connector-contract.ts';
import { schemaOf } from './read-content.ts';

/** A database of the test's own. */
export interface TestDatabase {
  projectFolder: string;
  /** Where the database is, as options say it. */
  options: Record<string, Scalar>;
  /** What messages call the table `orders`. */
  place: string;
  /** Runs statements. */
  run(statements: string): Promise<void>;
  /** What stands in it, beside what was made with `run`. */
  names(): Promise<string[]>;
}

export interface SinkSetting {
  runId?: string;
  signal?: AbortSignal;
  isResumable?: boolean;
  at?: Position;
}

export const plain = schemaOf('id: int32, word: string?', { id: { key: true } });

export interface DatabaseTable {
  openSink(schema: RecordType, options: Record<string, Scalar>, setting?: SinkSetting): Promise<Sink>;
  openSource(
    schema: RecordType,
    options?: Record<string, Scalar>,
    batchSize?: number,
    signal?: AbortSignal,
  ): Promise<Source>;
  /** In a run of its own. */
  write(
    rows: Record<string, unknown>[],
    options?: Record<string, Scalar>,
    schema?: RecordType,
    batchSize?: number,
  ): Promise<Artefact[]>;
  read(schema?: RecordType, options?: Record<string, Scalar>): Promise<Record<string, unknown>[]>;
  abandon(runId: string): Promise<void>;
  forget(runId: string): Promise<void>;
}

let runs = 0;

/** The table `orders` where options name no other. `database`: the one of the test that runs. */
export function databaseTable(name: string, database: () => TestDatabase): DatabaseTable {
  const connector = required(connectors.get(name));
  const callOf = (options: Record<string, Scalar>): ConnectorCall => ({
    name,
    options: { ...database().options, ...options },
  });
  const never = () => new AbortController().signal;

  const openSink: DatabaseTable['openSink'] = (schema, options, setting = {}) => {
    const { runId = `run ${runs++}`, signal = never(), ...rest } = setting;
    const { projectFolder } = database();
    const context = { projectFolder, schema, signal, runId, node: 'out', ...rest };
    return required(connector.openSink)(callOf({ mode: 'append', table: 'orders', ...options }), context);
  };

  const openSource: DatabaseTable['openSource'] = (
    schema,
    options = { table: 'orders' },
    batchSize = 100,
    signal = never(),
  ) => {
    const { projectFolder } = database();
    return required(connector.openSource)(callOf(options), { projectFolder, schema, batchSize, signal });
  };

  const ownerOf = (runId: string) => {
    return { projectFolder: database().projectFolder, signal: never(), runId, node: 'out' };
  };

  return {
    openSink,
    openSource,
    async write(rows, options = {}, schema = plain, batchSize = 7) {
      const sink = await openSink(schema, options);
      try {
        for (let start = 0, sequence = 0; start < rows.length; start += batchSize, sequence++)
          await sink.write(batchOf(schema, sequence, rows.slice(start, start + batchSize)));
        await sink.complete();
        return await sink.publish();
      } finally {
        await sink.close();
      }
    },
    read: async (schema = plain, options) => readRows(await openSource(schema, options), schema),
    abandon: (runId) => required(connector.abandon)(callOf({ table: 'orders' }), ownerOf(runId)),
    forget: (runId) => required(connector.forget)(callOf({ table: 'orders' }), ownerOf(runId)),
  };
}

export function batchOf(schema: RecordType, sequence: number, rows: Record<string, unknown>[]): Batch {
  return Batch.fromRows({ node: 'n', sequence }, schema, rows);
}

/** As a ledger keeps it. */
export function plainJson(position: Position | undefined): Position {
  return JSON.parse(JSON.stringify(position)) as Position;
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the connector cannot do this');
  return value;
}
