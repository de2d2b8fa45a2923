/** How a host bears with the process that describes queries: real processes, that die, hang, babble or do not start. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { QueryDescriber, type QueryDescriberOptions } from '@millrace/grammar';
import { queryHost } from 'millrace';
import { afterEach, expect, test } from 'vitest';
import { projectFolder } from '../../support/project-folder.ts';
import { described } from '../../support/query-text.ts';

const real = pathToFileURL(path.join(import.meta.dirname, '../../../runtime/src/sql/describe-query.entry.ts')).href;
const describers: QueryDescriber[] = [];
afterEach(() => {
  for (const describer of describers.splice(0)) describer.stop();
});

/** A process of this code; each of them adds a line with its id to the file. */
function startedBy(code: string, options: QueryDescriberOptions = {}): { describer: QueryDescriber; ids(): number[] } {
  const folder = projectFolder({ 'child.mjs': `${head}\n${code}`, ids: '' });
  const patient = { limitMs: 60_000, startLimitMs: 60_000, ...options };
  const describer = new QueryDescriber(queryHost(path.join(folder, 'child.mjs')), patient);
  describers.push(describer);
  const ids = () => readFileSync(path.join(folder, 'ids'), 'utf8').split('\n').filter(Boolean).map(Number);
  return { describer, ids };
}

const head = `import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
appendFileSync(new URL('ids', import.meta.url), process.pid + '\\n');
const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\\n');
const result = (message) => say({ type: 'described', description: { ok: false, message } });
const answer = (act) => createInterface({ input: process.stdin }).on('line', (line) => act(JSON.parse(line).query));
`;
const ready = `say({ type: 'ready' });`;

const message = (message: string) => ({ ok: false, message });

test('[N5] one process answers all questions, each once', async () => {
  const { describer, ids } = startedBy(`let n = 0; answer((query) => result(query + ++n)); ${ready}`);
  expect(ids()).toEqual([]);
  for (const query of ['a', 'b', 'a']) expect(describer.describe({ query, tables: [] })).toBeUndefined();
  await describer.settled();
  expect(describer.describe({ query: 'a', tables: [] })).toEqual(message('a1'));
  expect(await described(describer, 'b')).toEqual(message('b2'));
  expect(ids()).toHaveLength(1);
});

test('[N5] a process that was killed is replaced', async () => {
  const { describer, ids } = startedBy(`await import(${JSON.stringify(real)});`);
  expect(await described(describer, 'select 1 x')).toMatchObject({ ok: true });
  process.kill(ids()[0] as number, 'SIGKILL');
  expect(await described(describer, 'select 2 x')).toMatchObject({ ok: true });
  expect(ids()).toHaveLength(2);
});

test('[N5] a query that kills its process is tried twice and stays unknown; the others are answered', async () => {
  const { describer, ids } = startedBy(
    `answer((query) => (query === 'bad' ? process.kill(process.pid, 'SIGKILL') : result(query))); ${ready}`,
  );
  for (const query of ['good', 'bad', 'fine']) describer.describe({ query, tables: [] });
  await describer.settled();
  expect(describer.describe({ query: 'good', tables: [] })).toEqual(message('good'));
  expect(describer.describe({ query: 'bad', tables: [] })).toBeUndefined();
  expect(describer.describe({ query: 'fine', tables: [] })).toEqual(message('fine'));
  expect(describer.isSettled).toBe(true);
  expect(ids()).toHaveLength(2);
});

test('[N5] a query that takes too long stays unknown and holds nobody up', async () => {
  const hanging = `answer((query) => { if (query === 'long') for (;;); else result(query); }); ${ready}`;
  const { describer, ids } = startedBy(hanging, { limitMs: 300 });
  for (const query of ['long', 'short']) describer.describe({ query, tables: [] });
  await describer.settled();
  expect(describer.describe({ query: 'long', tables: [] })).toBeUndefined();
  expect(describer.isSettled).toBe(true);
  expect(describer.describe({ query: 'short', tables: [] })).toEqual(message('short'));
  expect(() => process.kill(ids()[0] as number, 0)).toThrow();
});

test('[N5] what is no answer is none', async () => {
  const babble = `process.stdout.write('hello\\n{"a":1}\\n[\\nnull\\n');`;
  const { describer } = startedBy(`${babble} answer((query) => { ${babble} result(query); }); ${ready}`);
  expect(await described(describer, 'a')).toEqual(message('a'));
});

test.each([
  ['ends at once', 'process.exit(1);', {}],
  ['is not to be had', 'throw new Error();', {}],
  ['is never ready', 'answer(() => {});', { startLimitMs: 100 }],
])('[N5] where the process %s, queries stay unknown and it is let be', async (_, code, options) => {
  const { describer, ids } = startedBy(code, options);
  expect(await described(describer, 'a')).toBeUndefined();
  expect(await described(describer, 'b')).toBeUndefined();
  expect(describer.isSettled).toBe(true);
  expect(ids().length).toBeLessThanOrEqual(3);
});

test('[N5] a process that nobody asks is ended', async () => {
  const { describer, ids } = startedBy(`answer(result); ${ready}`, { idleLimitMs: 10 });
  await described(describer, 'a');
  await expect.poll(() => isAlive(ids()[0] as number), { timeout: 10_000 }).toBe(false);
  expect(await described(describer, 'b')).toEqual(message('b'));
  expect(ids()).toHaveLength(2);
});

test('[N5] the process ends with its owner, also in the midst of a query', async () => {
  const child = spawn(process.execPath, [fileURLToPath(real)], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const query = "SELECT repeat('x', 100000000) || repeat('y', 100000000)";
  child.stdin.end(`${JSON.stringify({ query, tables: [] })}\n`);
  expect(await ended).toBe('SIGKILL');
});

test('[N5] the process ends when it is no longer wanted', async () => {
  const { describer, ids } = startedBy(`await import(${JSON.stringify(real)});`);
  await described(describer, 'select 1 x');
  const [id = 0] = ids();
  describer.stop();
  await expect.poll(() => isAlive(id), { timeout: 10_000 }).toBe(false);
});

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
