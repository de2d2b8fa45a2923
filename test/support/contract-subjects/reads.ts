/** Reads by every connector that a test can open; stdin is held by the whole command, in flows.ts. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectorCall, Scalar } from '@millrace/grammar';
import { Batch, connectors } from 'millrace';
import { httpService } from '../http-service.ts';
import { csvCall, jsonlCall } from '../plans.ts';
import { ownDatabase, type TestPostgres } from '../postgres.ts';
import { type ReadContract, readSchema } from '../read-contract.ts';
import { jsonLine, jsonLines } from '../slow-consumer.ts';

type Row = Record<string, unknown>;

const csvLine = ({ id, n, text }: Row) => `${id ?? ''},${n ?? ''},${text ?? ''}\n`;

const csv: ReadContract = {
  async place(folder, rows) {
    await writeFile(join(folder, 'in.csv'), `id,n,text\n${rows.map(csvLine).join('')}`);
    return csvCall('in.csv');
  },
};

const jsonl: ReadContract = {
  async place(folder, rows) {
    await writeFile(join(folder, 'in.jsonl'), jsonLines(rows));
    return jsonlCall('in.jsonl');
  },
};

/** As its own sink writes them. */
async function written(call: ConnectorCall, projectFolder: string, rows: readonly Row[]): Promise<ConnectorCall> {
  const { signal } = new AbortController();
  const openSink = connectors.get(call.name)?.openSink;
  const sink = await openSink?.(call, { projectFolder, schema: readSchema, signal, runId: 'earlier', node: 'made' });
  await sink?.write(Batch.fromRows({ node: 'made', sequence: 0 }, readSchema, rows));
  await sink?.complete();
  await sink?.publish();
  await sink?.close();
  return call;
}

const madeBy = (name: string, options: Record<string, Scalar>): ReadContract => ({
  place: (folder, rows) => written({ name, options }, folder, rows),
});

const dataset: ReadContract = {
  async place(folder, rows) {
    const { options } = await written({ name: 'parquet', options: { path: 'batch.parquet' } }, folder, rows);
    return { name: '$dataset', options };
  },
};

const postgresRead = (postgres: TestPostgres): ReadContract => ({
  async place(folder, rows) {
    const options = { url: await ownDatabase(postgres), table: 'records' };
    await written({ name: 'postgres', options: { ...options, mode: 'append' } }, folder, rows);
    return { name: 'postgres', options };
  },
});

const http: ReadContract = {
  async place(_, rows) {
    const { origin } = await httpService(() => `[${rows.map(jsonLine).join(',')}]`);
    return { name: 'http', options: { url: origin, format: 'json', pause: 1 } };
  },
};

export const readsWith = (postgres: TestPostgres): Readonly<Record<string, ReadContract>> => ({
  'read from csv': csv,
  'read from jsonl': jsonl,
  'read from parquet': madeBy('parquet', { path: 'in.parquet' }),
  'read from a dataset': dataset,
  'read from sqlite': madeBy('sqlite', { path: 'in.sqlite', table: 'records', mode: 'append' }),
  'read from postgres': postgresRead(postgres),
  'read from http': http,
});
