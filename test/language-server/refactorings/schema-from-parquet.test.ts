/** Schemas from Parquet files, which a process of the runtime looks into: by the real server over stdio. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { localFileColumns } from '@millrace/language-server';
import { URI } from 'langium';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { afterEdit } from '../../support/code-actions.ts';
import { FlowClient } from '../../support/flow-client.ts';
import { folderWith } from '../../support/language-services.ts';

const records = `SELECT i AS id, 'a' || i AS name, CASE WHEN i > 2 THEN 0.5 END AS amount, i % 2 = 0 AS ok,
  DATE '2026-01-31' AS day, TIMESTAMP '2026-01-31 10:00:00' AS at, [i::FLOAT] AS list, {'x': i, 'y': 'a'} AS place,
  1.5::DECIMAL(9, 2) AS price, i AS "we\`ird", i AS "größe 2", NULL::INTEGER AS nothing
  FROM range(5) AS r(i)`;

const codeActionLiteralSupport = { codeActionKind: { valueSet: ['refactor', 'quickfix'] } };

let folder: string;
let client: FlowClient;
beforeAll(async () => {
  folder = folderWith({ 'text.parquet': 'id,amount\n' });
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run(`COPY (${records}) TO '${join(folder, "it''s [1].parquet")}' (FORMAT parquet)`);
  connection.closeSync();
  client = await FlowClient.start(folder, undefined, {
    capabilities: { textDocument: { codeAction: { codeActionLiteralSupport } } },
  });
}, 60_000);
afterAll(() => client.stop());

/** The text after the only action whose title begins so; undefined where there is none. */
async function after(text: string, word: string, title: string): Promise<string | undefined> {
  const name = `${text.length}.flow`;
  await client.open(name, text);
  const lines = text.slice(0, text.indexOf(word)).split('\n');
  const at = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const textDocument = { uri: client.uri(name) };
  const params = { textDocument, range: { start: at, end: at }, context: { diagnostics: [] } };
  const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
  const action = actions.find((one) => one.title.startsWith(title));
  return afterEdit(action?.edit, () => text).get(textDocument.uri);
}

const flow = (read: string) => `flow F {\n  ${read}\n  write w(rows) to jsonl("w.jsonl")\n}\n`;

test('a read without a schema gets one: null only where the file may have one', async () => {
  const read = `read rows from parquet("it's [1].parquet")`;
  expect(await after(flow(read), 'rows', 'Create a schema')).toBe(`schema Rows {
  id:        int64
  name:      string
  amount:    float64?
  ok:        bool
  day:       date
  at:        timestamp
  list:      float32?[]?
  place:     { x: int64?, y: string? }?
  price:     float64
  weIrd:     int64   @name("we\`ird")
  \`größe 2\`: int64
  nothing:   int32?
}

${flow(read.replace('rows', 'rows: Rows'))}`);
});

test('a schema gets the columns that it lacks, and a column that a node names is added by itself', async () => {
  const known = 'schema Row { id: int64, name: string, ok: bool, day: date, at: timestamp, list: float32?[]? }\n';
  const text = `${known}flow F {
  read rows: Row from parquet("it's [1].parquet")
  filter some(rows) where price > 1.0
  write w(some) to jsonl("w.jsonl")
}
`;
  expect(await after(text, 'rows:', 'Add the 6 columns')).toContain('nothing:   int32?');
  expect(await after(`${text}\n`, 'price', 'Add "price" to "Row"')).toMatch(/price: +float64/);
});

test.each(['text.parquet', 'gone.parquet', '.'])('nothing is known of %s', async (path) => {
  expect(await after(flow(`read rows from parquet("${path}")`), 'rows', 'Create a schema')).toBeUndefined();
});

const asked = (body: string) => `import { appendFileSync } from 'node:fs';
appendFileSync(new URL('asked.txt', import.meta.url), 'x');
${body}`;

test('a file is looked into again only when it has changed', async () => {
  const own = folderWith({ 'module.mjs': asked(`console.log('[]');`), 'a.parquet': 'a' });
  const columns = localFileColumns(join(own, 'module.mjs'));
  const uri = URI.file(join(own, 'a.parquet'));
  expect(await Promise.all([columns?.(uri), columns?.(uri)])).toEqual([[], []]);
  expect(readFileSync(join(own, 'asked.txt'), 'utf8')).toBe('x');
  writeFileSync(join(own, 'a.parquet'), 'ab');
  await columns?.(uri);
  expect(readFileSync(join(own, 'asked.txt'), 'utf8')).toBe('xx');
});

test.each([
  ['says something else', 'console.log(1);'],
  ['says nothing that can be read', 'console.log("[");'],
  ['dies', 'process.kill(process.pid, "SIGKILL");'],
])('a process that %s makes nothing known', async (_, body) => {
  const own = folderWith({ 'module.mjs': body, 'a.parquet': 'a' });
  expect(await localFileColumns(join(own, 'module.mjs'))?.(URI.file(join(own, 'a.parquet')))).toBeUndefined();
});
