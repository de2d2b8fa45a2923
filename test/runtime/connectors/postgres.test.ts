import { recordType } from '@millrace/grammar';
import { beforeEach, describe, expect, test } from 'vitest';
import { readBatches, rowsOf } from '../../support/connector-contract.ts';
import { batchOf, type DatabaseTable, databaseTable } from '../../support/database-table.ts';
import { findPostgres, ownDatabase, postgresQuery } from '../../support/postgres.ts';
import { schemaOf } from '../../support/read-content.ts';

const postgres = await findPostgres();
let url = '';
let table: DatabaseTable;

beforeEach(async (context) => {
  if (postgres.missing !== undefined) context.skip(postgres.missing);
  url = await ownDatabase(postgres);
  const { host, pathname } = new URL(url);
  const database = {
    projectFolder: '.',
    options: { url },
    place: `${host}${pathname}/orders`,
    run: async (statements: string) => void (await postgresQuery(url, statements)),
    names: async () => [],
  };
  table = databaseTable('postgres', () => database);
});

async function readValues(expressions: string, fields: string) {
  const schema = schemaOf(fields);
  const [batch] = await readBatches(await table.openSource(schema, { query: `SELECT ${expressions}` }));
  return batch === undefined
    ? undefined
    : { rows: rowsOf(batch, schema), bad: batch.bad.map(({ message }) => message) };
}

describe('values that others wrote', () => {
  test.each<[string, string, unknown]>([
    ['12345678901234567890::numeric', 'uint64', 12345678901234567890n],
    ['1.5::numeric', 'float64', 1.5],
    ["'NaN'::numeric", 'float64', Number.NaN],
    ["'-Infinity'::float8", 'float64', Number.NEGATIVE_INFINITY],
    ["'2026-01-31 10:00:00.123456+02'::timestamptz", 'timestamp', new Date('2026-01-31T08:00:00.123Z')],
    ["'2026-01-31 10:00:00'::timestamp", 'timestamp', new Date('2026-01-31T10:00:00Z')],
    ["'1 day 02:00:00.5'::interval", 'duration', 93_600_500],
    ["'-1.5 s'::interval", 'duration', -1500],
    ["'-0.25 s'::interval", 'duration', -250],
    ['\'{"a": [1, 9007199254740993]}\'::jsonb', 'json', { a: [1, 9007199254740993n] }],
    ["'7f4b6a2e-1111-4222-8333-444455556666'::uuid", 'string', '7f4b6a2e-1111-4222-8333-444455556666'],
    ["'a'::char(3)", 'string', 'a  '],
    ['ARRAY[1.5, NULL, 2]::float8[]', 'float64[]', undefined],
    ["ARRAY['a\"b\\c,{}', 'NULL', '']", 'string[]', ['a"b\\c,{}', 'NULL', '']],
    ["'[1,2,3]'::text", 'float32[3]', new Float32Array([1, 2, 3])],
    ["'\\x00ff'::bytea", 'bytes', new Uint8Array([0, 255])],
  ])('%s as %s', async (expression, type, value) => {
    const found = await readValues(`${expression} AS v`, `v: ${type}`);
    if (value === undefined)
      expect(found?.bad).toEqual(['Record 1: column "v": [1]: no value, but float64 is never null']);
    else expect(found).toEqual({ rows: [{ v: value }], bad: [] });
  });

  test.each([
    ["'infinity'::timestamptz", 'timestamp', 'column "v": "infinity" is not a timestamp'],
    ["'0044-03-15 BC'::date", 'date', 'column "v": "0044-03-15 BC" is not a date'],
    ['70000', 'int16', 'column "v": 70000 is outside of int16'],
    ['1.5::numeric', 'int32', 'column "v": 1.5 is not an int32'],
  ])('%s is no %s, which makes the record bad', async (expression, type, said) => {
    expect((await readValues(`${expression} AS v`, `v: ${type}`))?.bad[0]).toContain(`Record 1: ${said}`);
  });

  test('a column of a type that holds none of the field is refused before the first record', async () => {
    await expect(readValues("'x'::text AS v", 'v: int32')).rejects.toMatchObject({
      code: 'column-type',
      message: expect.stringMatching(
        /column "v" is text, which holds no int32. Correct the schema, or read a query that casts it.$/,
      ),
    });
  });
});

test('a record that a column cannot hold is found, and its neighbours are written', async () => {
  await postgresQuery(url, 'CREATE TABLE orders (id smallint, word varchar(5))');
  const schema = schemaOf('id: int32, word: string');
  const words = ['a', 'too long', 'b', 'nul \0', 'c', 'd', 'e'];
  const rows = words.map((word, id) => ({ id: id === 5 ? 70_000 : id, word }));
  const sink = await table.openSink(schema, {});
  await sink.write(batchOf(schema, 0, rows));
  expect(sink.refused?.()).toMatchObject([
    { row: 1, message: 'value too long for type character varying(5)' },
    { row: 3, message: expect.stringMatching(/unsupported Unicode escape sequence|\\u0000/) },
    { row: 5, message: expect.stringMatching(/70000.*out of range/) },
  ]);
  await sink.complete();
  await sink.publish();
  await sink.close();
  expect((await table.read(schema)).map(({ id }) => id)).toEqual([0, 2, 4, 6]);
});

test('columns that the records do not have keep their defaults', async () => {
  await postgresQuery(url, "CREATE TABLE orders (n serial, id int, word text, at text NOT NULL DEFAULT 'now')");
  await table.write([{ id: 7, word: 'a' }]);
  expect(await postgresQuery(url, 'SELECT * FROM orders')).toEqual([{ n: 1, id: 7, word: 'a', at: 'now' }]);
});

test('a table in another schema is called by both names', async () => {
  await postgresQuery(url, 'CREATE SCHEMA sales');
  await table.write([{ id: 7, word: 'a' }], { table: 'sales.orders' });
  expect(await table.read(undefined, { table: 'sales.orders' })).toEqual([{ id: 7, word: 'a' }]);
  expect(await postgresQuery(url, 'SELECT id FROM sales.orders')).toEqual([{ id: 7 }]);
  await expect(table.openSource(recordType([]), { table: 'orders' })).rejects.toThrow('There are "sales.orders"');
});

test('an abort ends a query that takes long', async () => {
  const abort = new AbortController();
  const query = 'SELECT 1 AS id, pg_sleep(600)::text AS word';
  const source = await table.openSource(schemaOf('id: int32'), { query }, 10, abort.signal);
  const next = source.next();
  abort.abort(new Error('stopped'));
  await expect(next).rejects.toThrow('stopped');
  await source.close();
});

test('a query may only read', async () => {
  await table.write([{ id: 1, word: 'a' }]);
  const query = 'WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone';
  await expect(table.read(undefined, { query })).rejects.toMatchObject({ code: 'query-failed' });
  expect(await table.read()).toEqual([{ id: 1, word: 'a' }]);
});
