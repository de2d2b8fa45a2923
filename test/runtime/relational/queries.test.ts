import { Batch, behaviourOf, type OpenFold, systemClock } from 'millrace';
import { expect, test } from 'vitest';
import { ownTemporaryFolder } from '../../support/own-temporary-folder.ts';
import { schema, stage } from '../../support/plans.ts';
import { runFold } from '../../support/run-fold.ts';

const rows = schema({ n: 'int32' });
const count = schema({ n: 'int64' });
const queryOf = (query: string) => stage('sql', { name: 's', output: count, query });

test.each([
  [`SELECT count(*) AS n FROM read_csv('/etc/hosts')`, 'Cannot access file'],
  [`COPY rows TO 'stolen.csv'`, 'Cannot access file'],
  [`ATTACH 'other.db'`, 'Cannot access file'],
  ["SET memory_limit = '1TB'", 'Cannot change configuration option'],
  ['INSTALL httpfs', 'disabled'],
  ['SELECT 1 AS n; SELECT 2 AS n', 'a query is one SELECT'],
])('[N5] a plan cannot make a query do more than read its inputs: %s', async (query, words) => {
  await expect(runFold(queryOf(query), rows, [])).rejects.toMatchObject({
    code: 'query-failed',
    message: expect.stringContaining(words),
  });
});

test('tables may be larger than what is appended at once, and records keep their order', async () => {
  const [length, size] = [250_000, 50_000];
  const query = 'SELECT a.n::BIGINT AS n FROM a JOIN b ON a.n = b.n WHERE a.n % 1000 = 0 ORDER BY a.n DESC';
  const node = await open(queryOf(query), new AbortController().signal, ['a', 'b']);
  for (let start = 0; start < length; start += size) {
    for (const table of ['a', 'b']) await node.take(numbers(start, size), table);
  }
  const result = await node.next(0);
  await node.close();
  expect(result?.output?.rows().map(({ n }) => n)).toEqual(
    Array.from({ length: length / 1000 }, (_, i) => BigInt(length - 1000 * (i + 1))),
  );
});

test('a table that cannot be made leaves nothing behind', async () => {
  const left = ownTemporaryFolder();
  const opening = open(queryOf('SELECT 1 AS n'), new AbortController().signal, ['a', 'A']);
  await expect(opening).rejects.toMatchObject({
    code: 'query-failed',
    message: expect.stringContaining('already exists'),
  });
  expect(left()).toEqual([]);
});

test('a stop ends a query in its midst, and nothing of it is left', async () => {
  const left = ownTemporaryFolder();
  const stopped = new AbortController();
  const node = await open(
    queryOf('SELECT count(*) AS n FROM range(10000000) a, range(10000000) b'),
    stopped.signal,
    [],
  );
  const result = node.next(0);
  setImmediate(() => stopped.abort(new Error('stopped')));
  await expect(result).rejects.toThrow('stopped');
  await node.close();
  await node.close();
  expect(left()).toEqual([]);
});

function numbers(start: number, length: number): Batch {
  const values = Int32Array.from({ length }, (_, i) => start + i);
  const [field] = rows.fields as [(typeof rows.fields)[number]];
  return new Batch({ node: 'in', sequence: 0 }, rows, [{ type: field.type, length, values, width: 1 }], length);
}

async function open(query: ReturnType<typeof queryOf>, signal: AbortSignal, tables: string[]): Promise<OpenFold> {
  return (await behaviourOf(query).open({
    runId: 'run-1',
    flow: 'Test',
    projectFolder: '',
    parameters: {},
    parameterValues: {},
    signal,
    clock: systemClock,
    inputs: tables.map((as) => ({ as, schema: rows })),
    log: () => {},
  })) as OpenFold;
}
