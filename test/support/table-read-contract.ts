/** What is read of a table, or of a query, of every database. */
import { setImmediate } from 'node:timers/promises';
import { recordType } from '@millrace/grammar';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryRecords } from './arbitrary-records.ts';
import { makeRows, readBatches, readRows, rowsOf } from './connector-contract.ts';
import { type DatabaseTable, plain, type TestDatabase } from './database-table.ts';
import { schemaOf } from './read-content.ts';
import type { TableCase } from './table-contract.ts';

export function testTableReading(
  table: DatabaseTable,
  database: () => TestDatabase,
  { holds = (sample) => sample, words }: TableCase,
): void {
  test('every type with nulls comes back as it was written', async () => {
    let tables = 0;
    await fc.assert(
      fc.asyncProperty(
        arbitraryRecords(12).map(holds),
        fc.integer({ min: 1, max: 9 }),
        async ({ schema, rows }, size) => {
          const name = `table ${tables++}`;
          await table.write(rows, { table: name }, schema, size);
          expect(await readRows(await table.openSource(schema, { table: name }, size), schema)).toEqual(rows);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([0, 1, 100, 101, 5000])('%d records come back, in order and in whole batches', async (count) => {
    const rows = makeRows(count);
    const [artefact] = await table.write(rows, {}, plain, 64);
    const batches = await readBatches(await table.openSource(plain));
    expect(batches.slice(0, -1).every((batch) => batch.length === 100)).toBe(true);
    expect(batches.flatMap((batch) => rowsOf(batch, plain))).toEqual(rows);
    expect(artefact).toMatchObject({ records: count });
    expect(artefact?.bytes).toBeGreaterThan(0);
  });

  test('a consumer that takes its time gets the same records, and a batch outlives the next one', async () => {
    await table.write(makeRows(350));
    const source = await table.openSource(plain);
    const batches = [];
    for (let batch = await source.next(); batch !== undefined; batch = await source.next()) {
      for (let turn = 0; turn < 10; turn++) await setImmediate();
      batches.push(batch);
    }
    await source.close();
    expect(batches.flatMap((batch) => rowsOf(batch, plain))).toEqual(makeRows(350));
  });

  test('a query is read; fields are found by name, others are not read, missing ones are null or their default', async () => {
    await table.write(makeRows(3));
    const schema = recordType([
      ...schemaOf('number: int64', { number: { sourceName: 'id' } }).fields,
      ...schemaOf('absent: float64?').fields,
      ...schemaOf('given: string', { given: { default: 'x' } }).fields,
    ]);
    const query = 'SELECT * FROM orders WHERE id > 0 ORDER BY id DESC';
    const expected = [2n, 1n].map((number) => ({ number, absent: null, given: 'x' }));
    expect(await table.read(schema, { query })).toEqual(expected);
    expect((await table.read(schema)).length).toBe(3);
  });

  test('[T4] annotations and nulls make one record bad, with its number, and leave its neighbours', async () => {
    await table.write(makeRows(5));
    const schema = schemaOf('id: int32, word: string', { id: { range: { max: 3 } } });
    const batches = await readBatches(await table.openSource(schema, { table: 'orders' }, 2));
    expect(batches.flatMap((batch) => rowsOf(batch, schema)).map((row) => row.id)).toEqual([1, 2, 3]);
    expect(batches.flatMap((batch) => batch.bad)).toMatchObject([
      { message: 'Record 1: column "word": no value, but string is never null', source: { path: database().place } },
      { message: 'Record 5: column "id": 4 is above the maximum 3', record: { id: 4, word: 'word 4' } },
    ]);
  });

  test('a sensitive value is in no message', async () => {
    await table.write([{ id: 1, word: 'hidden word' }]);
    const schema = schemaOf('word: string', { word: { pii: true, oneOf: ['x'] } });
    const [batch] = await readBatches(await table.openSource(schema));
    expect(batch?.bad[0]?.message).toBe(
      'Record 1: column "word": the value (hidden, it is sensitive) is not one of "x"',
    );
  });

  test('an aborted source stops; it closes in the middle, twice, and stays at its end', async () => {
    await table.write(makeRows(300));
    const abort = new AbortController();
    const source = await table.openSource(plain, { table: 'orders' }, 100, abort.signal);
    expect((await source.next())?.length).toBe(100);
    abort.abort(new Error('stopped'));
    await expect(source.next()).rejects.toThrow('stopped');
    await source.close();
    await source.close();
    const whole = await table.openSource(plain, { table: 'orders' }, 1000);
    await whole.next();
    expect([await whole.next(), await whole.next()]).toEqual([undefined, undefined]);
    await whole.close();
  });

  test('what is read is one state of the table', async () => {
    await table.write(makeRows(300));
    await database().run(words.manyAtOnce);
    const source = await table.openSource(plain);
    const first = await source.next();
    await database().run("DELETE FROM orders WHERE id > 200; INSERT INTO orders VALUES (999, 'late')");
    const rest = await readBatches(source);
    expect([first, ...rest].reduce((sum, batch) => sum + (batch?.length ?? 0), 0)).toBe(300);
  });

  test('a table, a column and a query that are not there are named, with what is', async () => {
    await table.write(makeRows(1));
    await expect(table.openSource(plain, { table: 'order' })).rejects.toMatchObject({
      code: 'table-missing',
      message: expect.stringMatching(
        /^Cannot read ".*": there is no table "order". There are "orders". Did you mean "orders"\?$/,
      ),
    });
    const wrong = schemaOf('wort: string');
    await expect(table.openSource(wrong)).rejects.toMatchObject({
      code: 'column-missing',
      message: `Cannot read "${database().place}": there is no column "wort". It has "id", "word". Did you mean "word"? @name("…") gives a field another name in the source.`,
    });
    await expect(table.openSink(wrong, {})).rejects.toMatchObject({
      code: 'column-missing',
      message: `Cannot write "${database().place}": the table has no column "wort". Did you mean "word"? Add it to the table, or leave it out with a select.`,
    });
    for (const query of [
      'SELECT nothing FROM orders',
      'DELETE FROM orders',
      'SELECT 1; DELETE FROM orders',
      'nonsense',
    ])
      await expect(table.openSource(plain, { query })).rejects.toMatchObject({
        code: 'query-failed',
        message: expect.stringMatching(
          /^Cannot read ".*": the query .*one SELECT$|^Cannot read ".*": the query fails: /,
        ),
      });
    expect(await table.read()).toEqual(makeRows(1));
  });
}
