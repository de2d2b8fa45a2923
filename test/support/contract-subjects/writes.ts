/** Writes by every connector that a test can open; stdout is held by the whole command, in flows.ts. */

import { join } from 'node:path';
import type { ConnectorCall } from '@millrace/grammar';
import Database from 'better-sqlite3';
import { httpService } from '../http-service.ts';
import type { NodeContract } from '../node-contract.ts';
import { csvCall, jsonlCall, schema, stage } from '../plans.ts';
import { ownDatabase, postgresQuery, type TestPostgres } from '../postgres.ts';
import { good, input, nulls } from './records.ts';

const holdsAll = 'Such a file holds every record of its schema.';

function fileWrite(connector: ConnectorCall): NodeContract {
  return { stage: stage('write', { name: 'write', input, connector }), good, bad: holdsAll, nulls };
}

/** Parquet has no duration below zero. */
const timed = schema({ id: 'int32', took: 'duration?' });
const parquet: NodeContract = {
  stage: stage('write', {
    name: 'write',
    input: timed,
    connector: { name: 'parquet', options: { path: 'out.parquet' } },
  }),
  good: (i) => ({ id: i, took: i % 2 === 0 ? i : null }),
  bad: { id: 0, took: -1 },
  nulls: { id: 0, took: null },
};

const http: NodeContract = {
  ...fileWrite({ name: 'http', options: {} }),
  bad: 'A service takes the request of a batch or refuses it; what it refuses fails the run.',
  async around() {
    const { origin } = await httpService(() => '');
    return { connector: { name: 'http', options: { url: origin, format: 'json', pause: 1 } }, close: async () => {} };
  },
};

const open = schema({ id: 'int32?', n: 'int64?', text: 'string?' });
const table = 'CREATE TABLE records (id integer NOT NULL, n bigint, text text)';

/** Of a table that wants an id. */
const tableWrite = (around: NodeContract['around']): NodeContract => ({
  stage: stage('write', { name: 'write', input: open, connector: { name: '', options: {} } }),
  good,
  bad: { id: null, n: 1n, text: 'bad' },
  nulls,
  around,
});

const sqlite = tableWrite(async (folder) => {
  const file = new Database(join(folder, 'out.sqlite'));
  file.exec(table.replace('bigint', 'integer'));
  file.close();
  const options = { path: 'out.sqlite', table: 'records', mode: 'append' };
  return { connector: { name: 'sqlite', options }, close: async () => {} };
});

const postgresWrite = (postgres: TestPostgres) =>
  tableWrite(async () => {
    const url = await ownDatabase(postgres);
    await postgresQuery(url, table);
    return {
      connector: { name: 'postgres', options: { url, table: 'records', mode: 'append' } },
      close: async () => {},
    };
  });

export const writesWith = (postgres: TestPostgres): Readonly<Record<string, NodeContract>> => ({
  'write to csv': fileWrite(csvCall('out.csv')),
  'write to jsonl': fileWrite(jsonlCall('out.jsonl')),
  'write to parquet': parquet,
  'write to a dataset': {
    ...fileWrite({ name: '$dataset', options: {} }),
    bad: 'A dataset holds what Parquet does: a duration below zero, which it does not, fails the run.',
  },
  'write to sqlite': sqlite,
  'write to postgres': postgresWrite(postgres),
  'write to http': http,
});
