/** Where a column is said never to be null, and where it is said to come from: held against what queries give over data. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { QueryDescriber, type QueryResult, scalarType } from '@millrace/grammar';
import fc from 'fast-check';
import { queryHost } from 'millrace';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { described, table } from '../../support/query-text.ts';

const tables = [
  table('t', [
    { name: 'k', type: scalarType('int32') },
    { name: 'x', type: scalarType('int32') },
    { name: 'y', type: scalarType('int32', true) },
  ]),
  table('u', [
    { name: 'k', type: scalarType('int32') },
    { name: 'z', type: scalarType('int32', true) },
    { name: 'w', type: scalarType('int32') },
  ]),
];
/** The first with records on either side that meet none, and with groups of nulls only. */
const contents = [
  { t: '(1, 1, 1), (1, 0, NULL), (2, 2, NULL), (3, 5, 2)', u: '(1, NULL, 0), (3, 4, 4), (7, 7, 7)' },
  { t: '(1, 0, NULL)', u: '' },
  { t: '', u: '(1, 1, 0)' },
];

const column = fc.constantFrom('t.x', 't.y', 'u.z', 'u.w', 't.k', 'u.k', 'k');
const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    column,
    fc.constantFrom('0', '1', 'NULL'),
    fc
      .tuple(tie('value'), fc.constantFrom('+', '-', '*', '/', '%', '//'), tie('value'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `coalesce(${a}, ${b})`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `nullif(${a}, ${b})`),
    fc.tuple(tie('value'), tie('value'), tie('value')).map(([a, b, c]) => `CASE WHEN ${a} > 0 THEN ${b} ELSE ${c} END`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `CASE WHEN ${a} > 0 THEN ${b} END`),
    fc.tuple(tie('value'), tie('value'), tie('value')).map(([a, b, c]) => `(${a} BETWEEN ${b} AND ${c})::int`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `(${a} IN (1, ${b}) AND NOT ${a} > 3)::int`),
    tie('value').map((a) => `(${a} IS NULL)::int`),
    tie('value').map((a) => `abs(${a})`),
    tie('value').map((a) => `try_cast(${a} AS tinyint)`),
  ),
})).value;
const aggregate = fc.oneof(
  value.map((a) => `sum(${a})`),
  value.map((a) => `max(${a}) + 1`),
  value.map((a) => `count(${a})`),
  value.map((a) => `min(${a}) FILTER (t.x > 1)`),
  value.map((a) => `coalesce(avg(${a}), 0)`),
);
const source = fc.oneof(
  fc.constantFrom('JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN').map((kind) => `t ${kind} u ON t.k = u.k`),
  fc.constantFrom('JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN').map((kind) => `t ${kind} u USING (k)`),
  fc.constantFrom('t, u', 't CROSS JOIN u', 't POSITIONAL JOIN u', 't NATURAL JOIN u'),
);
const where = fc.constantFrom('', ' WHERE t.y IS NOT NULL', ' WHERE u.z IS NOT NULL AND t.x > 0', ' WHERE u.z IS NULL');
const plain = fc
  .tuple(fc.array(value, { minLength: 1, maxLength: 3 }), source, where)
  .map(([items, from, condition]) => `SELECT ${named(items)} FROM ${from}${condition}`);
const grouped = fc
  .tuple(
    fc.array(aggregate, { minLength: 1, maxLength: 3 }),
    source,
    fc.constantFrom('', 'GROUP BY t.x', 'GROUP BY ROLLUP (t.x)', 'GROUP BY ALL'),
  )
  .map(([items, from, by]) => `SELECT ${by === '' ? '' : 't.x AS key, '}${named(items)} FROM ${from} ${by}`);
const query = fc.oneof(
  plain,
  grouped,
  fc
    .tuple(plain, source)
    .map(([inner]) => `WITH c AS (${inner}) SELECT c.*, c1 + 1 AS more FROM c LEFT JOIN u ON c1 = u.k`),
  fc
    .tuple(value, value, source, source)
    .map(([a, b, f, g]) => `SELECT ${a} AS c1 FROM ${f} UNION ALL SELECT ${b} FROM ${g}`),
);

function named(items: string[]): string {
  return items.map((item, i) => `${item} AS c${i + 1}`).join(', ');
}

const describer = new QueryDescriber(queryHost(), { limitMs: 60_000, startLimitMs: 60_000 });
const databases: DuckDBConnection[] = [];
/** The first content with other values in one column, and nulls where they were. */
const altered = new Map<string, DuckDBConnection>();
beforeAll(async () => {
  for (const rows of contents) databases.push(await open(rows));
  for (const one of ['t.y', 'u.z', 'u.w']) {
    const [name, changed] = one.split('.');
    altered.set(one, await open(contents[0]));
    await altered.get(one)?.run(`UPDATE ${name} SET ${changed} = ${changed} + 10`);
  }
});
afterAll(() => {
  describer.stop();
  for (const connection of [...databases, ...altered.values()]) connection.closeSync();
});

async function open(rows: Record<string, string> = {}): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('CREATE TABLE t (k int, x int, y int); CREATE TABLE u (k int, z int, w int)');
  for (const [name, values] of Object.entries(rows))
    if (values !== '') await connection.run(`INSERT INTO ${name} VALUES ${values}`);
  return connection;
}

test('[N5] a column that is never null holds no null, whatever the query', async () => {
  let claims = 0;
  await fc.assert(
    fc.asyncProperty(query, async (text) => {
      const description = await described(describer, text, tables);
      if (!description?.ok) return;
      for (const rows of await results(text)) {
        for (const name of neverNull(description)) {
          claims += rows.length;
          expect(rows.filter((row) => row[name] === null)).toEqual([]);
        }
      }
    }),
    { numRuns: 200 },
  );
  expect(claims).toBeGreaterThan(100);
});

function neverNull({ record }: QueryResult): string[] {
  return record.fields.filter(({ type }) => type.kind !== 'unknown' && !type.nullable).map(({ name }) => name);
}

test('[N5] a column is the same whatever stands in columns that it does not come from', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(query, async (text) => {
      const description = await described(describer, text, tables);
      if (!description?.ok) return;
      const [before] = await results(text, databases.slice(0, 1));
      for (const [changed, connection] of altered) {
        const [after] = await results(text, [connection]);
        for (const name of notFrom(changed, description)) {
          if (before === undefined || after === undefined) continue;
          compared += before.length;
          expect(valuesOf(after, name)).toEqual(valuesOf(before, name));
        }
      }
    }),
    { numRuns: 200 },
  );
  expect(compared).toBeGreaterThan(100);
});

function notFrom(changed: string, { record, origins }: QueryResult): string[] {
  const comesFrom = (i: number) => origins[i]?.some(({ table, column }) => `${table}.${column}` === changed) ?? true;
  return record.fields.map(({ name }) => name).filter((_, i) => !comesFrom(i));
}

/** Records have no order. */
function valuesOf(rows: Record<string, unknown>[], name: string): string[] {
  return rows.map((row) => String(row[name])).toSorted();
}

/** Over each content; none where the query fails on it. */
async function results(text: string, over = databases): Promise<Record<string, unknown>[][]> {
  const found = over.map((one) => one.runAndReadAll(text).then((reader) => reader.getRowObjects()));
  const settled = await Promise.allSettled(found);
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
