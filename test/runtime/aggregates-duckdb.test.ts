import { aggregates, type Type } from '@millrace/grammar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DuckDbTable } from '../support/duckdb-table.ts';
import { recordFrom } from '../support/expression-text.ts';

const int64: Type = { kind: 'scalar', name: 'int64', nullable: true };
const float64: Type = { kind: 'scalar', name: 'float64', nullable: true };
const int32: Type = { kind: 'scalar', name: 'int32', nullable: true };
const record = recordFrom('n: int32?, nothing: int32?');
const rows = [null, 3, 1, null, 3, 2, null].map((n) => ({ n, nothing: null }));

/** What the language promises of a group: nulls are left out, and of nothing but nulls a value is null and a count 0. */
describe('[N17] an aggregate function in SQL', () => {
  let table: DuckDbTable;

  beforeAll(async () => {
    table = await DuckDbTable.of(record, rows);
  });

  afterAll(() => table.close());

  test.each([
    ['count', int64, 4n, 0n],
    ['countDistinct', int64, 3n, 0n],
    ['sum', int64, 9n, null],
    ['avg', float64, 2.25, null],
    ['min', int32, 1, null],
    ['max', int32, 3, null],
    ['first', int32, 3, null],
    ['last', int32, 2, null],
  ] as const)('%s', async (name, type, ofSome, ofNulls) => {
    const form = aggregates.find((spec) => spec.name === name)?.inSql ?? '';
    const over = (column: string) => form.replace(/\b(value|number)\b/g, `"${column}"`);
    expect(await table.aggregate(over('n'), type)).toBe(ofSome);
    expect(await table.aggregate(over('nothing'), type)).toBe(ofNulls);
  });

  test('every one is there', () => {
    expect(aggregates.filter(({ inSql }) => inSql === '')).toEqual([]);
    expect(aggregates).toHaveLength(8);
  });

  test('count of all records counts nulls too', async () => {
    const form = aggregates[0]?.signatures[0]?.inSql ?? '';
    expect(await table.aggregate(form, int64)).toBe(7n);
  });
});
