import { type AggregateStage, aggregates, type ScalarName, type Type } from '@millrace/grammar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { column, field, schema, stage } from '../../support/plans.ts';
import { runFold } from '../../support/run-fold.ts';

type Row = Record<string, unknown>;
type Item = AggregateStage['items'][number];

/** An aggregate over `value` of a type, by `key`. */
function aggregateOf(type: ScalarName | Type, functions: Record<string, ScalarName | Type>): AggregateStage {
  const made = Object.entries(functions);
  return stage('aggregate', {
    name: 'totals',
    input: inputOf(type),
    output: schema({ key: 'string?', ...Object.fromEntries(made.map(([name, of]) => [name, nullable(of)])) }),
    keys: [{ name: 'key', expression: column('key', 'string', true) }],
    items: made.map(([name]): Item => ({ name, function: name, arguments: [column('value', type, true)] })),
  });
}

const nullable = (type: ScalarName | Type): Type => field('', type, true).type;
const inputOf = (type: ScalarName | Type) => schema({ key: 'string?', value: nullable(type) });

function computed(type: ScalarName | Type, functions: Record<string, ScalarName | Type>, rows: Row[]): Promise<Row[]> {
  return runFold(aggregateOf(type, functions), inputOf(type), rows);
}

const ofValues = (...values: unknown[]) => values.map((value) => ({ key: 'k', value }));
const big = 2n ** 62n;
const ofSame = (type: ScalarName) => ({ min: type, max: type, first: type, last: type });

describe('[N17] over the values of a group', () => {
  test.each<[ScalarName, Record<string, ScalarName>, unknown[], Row]>([
    ['int32', { sum: 'int64', avg: 'float64', count: 'int64' }, [1, null, 2], { sum: 3n, avg: 1.5, count: 2n }],
    ['int32', { sum: 'int64', avg: 'float64', count: 'int64' }, [null], { sum: null, avg: null, count: 0n }],
    ['int64', { sum: 'int64', avg: 'float64' }, [big, big, -big, 1n], { sum: big + 1n, avg: Number(big + 1n) / 4 }],
    ['uint64', { sum: 'int64', max: 'uint64' }, [2n ** 53n, 2n ** 53n, 1n], { sum: 2n ** 54n + 1n, max: 2n ** 53n }],
    ['uint32', { sum: 'int64' }, Array(3000).fill(4294967295), { sum: 3000n * 4294967295n }],
    [
      'float64',
      { sum: 'float64', min: 'float64', max: 'float64' },
      [0.5, Number.NaN, 2],
      { sum: Number.NaN, min: 0.5, max: Number.NaN },
    ],
    ['float64', { countDistinct: 'int64' }, [0, -0, Number.NaN, Number.NaN, null, 1], { countDistinct: 3n }],
    [
      'string',
      { ...ofSame('string'), countDistinct: 'int64' },
      ['b', null, 'ﬀ', '😀', 'b'],
      { min: 'b', max: '😀', first: 'b', last: 'b', countDistinct: 3n },
    ],
    [
      'date',
      ofSame('date'),
      [null, '2026-01-02', '2025-12-31'],
      { min: '2025-12-31', max: '2026-01-02', first: '2026-01-02', last: '2025-12-31' },
    ],
    [
      'timestamp',
      ofSame('timestamp'),
      [new Date(5), new Date(-5)],
      { min: new Date(-5), max: new Date(5), first: new Date(5), last: new Date(-5) },
    ],
    ['duration', { min: 'duration', max: 'duration' }, [1, -1], { min: -1, max: 1 }],
    [
      'bool',
      { first: 'bool', last: 'bool', countDistinct: 'int64' },
      [false, true, true],
      { first: false, last: true, countDistinct: 2n },
    ],
    [
      'json',
      { first: 'json', countDistinct: 'int64' },
      [{ a: 1, b: 2 }, { b: 2, a: 1 }, [1]],
      { first: { a: 1, b: 2 }, countDistinct: 2n },
    ],
    [
      'bytes',
      { last: 'bytes', countDistinct: 'int64' },
      [Uint8Array.of(1), Uint8Array.of(1), Uint8Array.of()],
      { last: Uint8Array.of(), countDistinct: 2n },
    ],
  ])('%s: %o of %o', async (type, functions, values, expected) => {
    expect(await computed(type, functions, ofValues(...values))).toEqual([{ key: 'k', ...expected }]);
  });
});

test.each([
  ['int64', [2n ** 63n - 1n, 1n], String(2n ** 63n)],
  ['int64', [-(2n ** 63n), -1n], String(-(2n ** 63n) - 1n)],
  ['uint64', [2n ** 63n], String(2n ** 63n)],
] as const)('[N17] a sum of %s that does not fit fails the run, and none wraps', async (type, values, sum) => {
  const failing = computed(type, { sum: 'int64' }, ofValues(...values));
  await expect(failing).rejects.toMatchObject({ code: 'sum-overflow', message: expect.stringContaining(sum) });
});

test('[N17] a sum that fits in the end may be larger on the way', async () => {
  const values = [2n ** 63n - 1n, 2n ** 63n - 1n, -(2n ** 63n), -1n];
  expect(await computed('int64', { sum: 'int64' }, ofValues(...values))).toEqual([{ key: 'k', sum: 2n ** 63n - 3n }]);
});

test('[N17] groups come in the order of their first records, and null is a key', async () => {
  const rows = ['b', null, 'a', 'b', null].map((key, value) => ({ key, value }));
  expect(await computed('int32', { count: 'int64', last: 'int32' }, rows)).toEqual([
    { key: 'b', count: 2n, last: 3 },
    { key: null, count: 2n, last: 4 },
    { key: 'a', count: 1n, last: 2 },
  ]);
});

test('[N17] several keys are told apart, whatever they hold', async () => {
  const input = schema({ a: 'string?', b: 'string?', c: 'float64' });
  const keys = ['a', 'b', 'c'].map((name) => ({
    name,
    expression: column(name, name === 'c' ? 'float64' : 'string', true),
  }));
  const rows = [
    { a: '1:x', b: '', c: 0 },
    { a: '', b: '1:x', c: 0 },
    { a: null, b: '-;', c: 0 },
    { a: '-;', b: null, c: 0 },
    { a: '', b: '1:x', c: -0 },
    { a: null, b: null, c: Number.NaN },
    { a: null, b: null, c: Number.NaN },
  ];
  const made = await runFold(stage('aggregate', { name: 'k', input, output: input, keys, items: [] }), input, rows);
  expect(made).toEqual([rows[0], rows[1], rows[2], rows[3], rows[5]]);
});

test('[N17] windows are counted from 1970, before it too, and the earlier come first', async () => {
  const input = schema({ at: 'timestamp' });
  const windows = stage('aggregate', {
    name: 'w',
    input,
    output: schema({ windowStart: 'timestamp', n: 'int64' }),
    keys: [],
    items: [{ name: 'n', function: 'count', arguments: [] }],
    window: { ms: 300_000, time: column('at', 'timestamp'), column: 'windowStart' },
  });
  const at = (text: string) => ({ at: new Date(text) });
  const rows = ['2026-01-01T00:05:00Z', '1969-12-31T23:59:59.999Z', '2026-01-01T00:09:59.999Z', '1970-01-01T00:00:00Z'];
  expect(await runFold(windows, input, rows.map(at))).toEqual([
    { windowStart: new Date('1969-12-31T23:55:00Z'), n: 1n },
    { windowStart: new Date('1970-01-01T00:00:00Z'), n: 1n },
    { windowStart: new Date('2026-01-01T00:05:00Z'), n: 2n },
  ]);
});

describe('[N17] whatever the records, the groups are those of DuckDB', () => {
  const types = { n: 'int32', b: 'int64', x: 'float64', s: 'string', at: 'timestamp' } as const;
  const input = schema({
    k: 'string?',
    g: 'float64?',
    n: 'int32?',
    b: 'int64?',
    x: 'float64?',
    s: 'string?',
    at: 'timestamp?',
  });
  const results: Record<string, (type: ScalarName) => ScalarName | undefined> = {
    count: () => 'int64',
    countDistinct: () => 'int64',
    sum: (type) => (({ int32: 'int64', int64: 'int64', float64: 'float64' }) as Record<string, ScalarName>)[type],
    avg: (type) => (['int32', 'int64', 'float64'].includes(type) ? 'float64' : undefined),
    min: (type) => type,
    max: (type) => type,
    first: (type) => type,
    last: (type) => type,
  };
  const items = aggregates.flatMap(({ name, inSql }) =>
    Object.entries(types).flatMap(([of, type]) => {
      const result = results[name]?.(type);
      if (result === undefined) return [];
      const item: Item = { name: `${name}_${of}`, function: name, arguments: [column(of, type, true)] };
      const sql = inSql.replaceAll(/\b(value|number)\b/g, `"${of}"`);
      return [
        {
          item,
          result,
          sql: `CAST(${sql} AS ${result === 'int64' ? 'BIGINT' : result === 'float64' ? 'DOUBLE' : 'ANY'})`.replace(
            /^CAST\((.*) AS ANY\)$/,
            '$1',
          ),
        },
      ];
    }),
  );
  const output = schema({
    k: 'string?',
    g: 'float64?',
    ...Object.fromEntries(items.map(({ item, result }) => [item.name, `${result}?` as const])),
  });
  const ours = stage('aggregate', {
    name: 'ours',
    input,
    output,
    keys: [
      { name: 'k', expression: column('k', 'string', true) },
      { name: 'g', expression: column('g', 'float64', true) },
    ],
    items: items.map(({ item }) => item),
  });
  const theirs = stage('sql', {
    name: 'theirs',
    output,
    query: `SELECT k, g, ${items.map(({ item, sql }) => `${sql} AS ${item.name}`).join(', ')}
      FROM (SELECT *, row_number() OVER () AS place FROM rows) GROUP BY k, g ORDER BY min(place)`,
  });
  const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
  const rows = fc.array(
    fc.record({
      k: orNull(fc.constantFrom('', 'a', 'ß')),
      g: orNull(fc.constantFrom(0, 1.5, Number.NaN, Number.POSITIVE_INFINITY)),
      n: orNull(fc.integer()),
      b: orNull(fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n })),
      // Eighths: their sums are exact in any order.
      x: orNull(fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8)),
      s: orNull(
        fc.string({ unit: 'binary', maxLength: 3 }).filter((text) => text.isWellFormed() && !text.includes('\0')),
      ),
      at: orNull(fc.date({ min: new Date(-1e12), max: new Date(1e12), noInvalidDate: true })),
    }),
    { maxLength: 40 },
  );

  test('with every function of the catalogue', () => {
    expect(Object.keys(results)).toEqual(aggregates.map(({ name }) => name));
  });

  test('as far as float64 goes', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (sample) => {
        expect(close(await runFold(ours, input, sample))).toEqual(close(await runFold(theirs, input, sample)));
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

/** Means of whole numbers are divided by DuckDB in another precision. */
function close(rows: Row[]): Row[] {
  const rounded = (value: unknown) =>
    typeof value === 'number' && Number.isFinite(value) ? value.toPrecision(12) : value;
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, rounded(value)])));
}
