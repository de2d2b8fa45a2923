/** What is written into a table of every database: all of it or nothing, once. */
import { recordType } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { makeRows } from './connector-contract.ts';
import { batchOf, type DatabaseTable, plain, plainJson, type TestDatabase } from './database-table.ts';
import { schemaOf } from './read-content.ts';
import type { TableWords } from './table-contract.ts';

export function testTableWriting(table: DatabaseTable, database: () => TestDatabase, words: TableWords): void {
  test('append adds, replace takes the place of all, upsert of those with the same key', async () => {
    await table.write(makeRows(3), { mode: 'replace' });
    await table.write([{ id: 7, word: 'a' }]);
    expect((await table.read()).map(({ id }) => id)).toEqual([0, 1, 2, 7]);
    await table.write([{ id: 1, word: 'one' }], { mode: 'replace' });
    expect(await table.read()).toEqual([{ id: 1, word: 'one' }]);
    const kept = { table: 'kept', mode: 'upsert' };
    const records = [1, 2, 1, 3, 1].map((id, at) => ({ id, word: `${at}` }));
    await table.write(records.slice(0, 2), kept);
    await table.write(records.slice(2), kept);
    const query = 'SELECT * FROM kept ORDER BY id';
    expect(await table.read(plain, { query })).toEqual([
      { id: 1, word: '4' },
      { id: 2, word: '1' },
      { id: 3, word: '3' },
    ]);
  });

  test('an upsert needs keys that are unique in the table, and each record has its own', async () => {
    await database().run(`CREATE TABLE orders (id ${words.integer}, word ${words.text})`);
    await expect(table.openSink(plain, { mode: 'upsert' })).rejects.toMatchObject({
      code: 'table-without-key',
      message: expect.stringMatching(/nothing makes "id" unique in the table.*Say CREATE UNIQUE INDEX .* \("id"\)$/),
    });
    const sink = await table.openSink(schemaOf('id: int32?', { id: { key: true } }), {
      table: 'fresh',
      mode: 'upsert',
    });
    await sink.write(batchOf(schemaOf('id: int32?'), 0, [{ id: 1 }, { id: null }, { id: 2 }]));
    expect(sink.refused?.()).toEqual([{ row: 1, message: 'column "id": no value, but the table wants one' }]);
    await sink.close();
  });

  test('names that are no names in SQL are quoted', async () => {
    const odd = `o"; DROP TABLE orders; --`;
    await table.write(makeRows(1));
    const schema = schemaOf('a: int32');
    const strange = recordType(schema.fields.map((field) => ({ ...field, name: odd })));
    await table.write([{ [odd]: 5 }], { table: odd.replace('.', '') }, strange);
    expect(await table.read(strange, { table: odd })).toEqual([{ [odd]: 5 }]);
    expect(await table.read()).toEqual(makeRows(1));
  });

  test('nothing of it is seen before publish, and nothing but the table after it', async () => {
    const sink = await table.openSink(plain, {});
    await sink.write(batchOf(plain, 0, makeRows(10)));
    await sink.complete();
    await expect(table.read()).rejects.toThrow(words.noTable);
    await sink.publish();
    await sink.close();
    await sink.close();
    expect(await table.read()).toEqual(makeRows(10));
    expect(await database().names()).toEqual(['orders']);
  });

  test('close without publish leaves all as it was', async () => {
    await table.write(makeRows(3));
    const sink = await table.openSink(plain, { mode: 'replace' });
    await sink.write(batchOf(plain, 0, makeRows(10)));
    await sink.complete();
    await sink.close();
    await sink.close();
    expect(await table.read()).toEqual(makeRows(3));
    expect(await database().names()).toEqual(['orders']);
  });

  test('an abort ends what is not complete yet, and no longer stops the publishing of what is', async () => {
    const abort = new AbortController();
    const [late, soon] = [
      await table.openSink(plain, { table: 'late' }, { signal: abort.signal }),
      await table.openSink(plain, {}, { signal: abort.signal }),
    ];
    for (const sink of [late, soon]) await sink.write(batchOf(plain, 0, makeRows(10)));
    await soon.complete();
    abort.abort(new Error('stopped'));
    await expect(late.complete()).rejects.toThrow('stopped');
    await expect(late.write(batchOf(plain, 1, makeRows(1)))).rejects.toThrow('stopped');
    expect(await soon.publish()).toMatchObject([{ records: 10 }]);
    await Promise.all([late.close(), soon.close()]);
    expect(await database().names()).toEqual(['orders']);
  });

  test('a killed run goes on behind its checkpoint, once and in order', async () => {
    const rows = makeRows(40);
    const setting = { runId: 'killed', isResumable: true };
    const killed = await table.openSink(plain, {}, setting);
    for (const at of [0, 1]) await killed.write(batchOf(plain, at, rows.slice(at * 10, at * 10 + 10)));
    const told = await killed.checkpoint?.();
    await killed.write(batchOf(plain, 2, rows.slice(20, 30)));
    await killed.close();
    expect(told).toMatchObject({ next: 2, records: 20 });
    const resumed = await table.openSink(plain, {}, { ...setting, at: plainJson(told?.position) });
    for (const at of [2, 3]) await resumed.write(batchOf(plain, at, rows.slice(at * 10, at * 10 + 10)));
    await resumed.complete();
    const whole = await resumed.checkpoint?.();
    expect(await resumed.publish()).toMatchObject([{ records: 40 }]);
    await resumed.close();
    expect(await table.read()).toEqual(rows);
    const again = await table.openSink(plain, {}, { ...setting, at: plainJson(whole?.position) });
    await again.complete();
    expect(await again.publish()).toMatchObject([{ records: 40 }]);
    await again.close();
    expect(await table.read()).toEqual(rows);
    expect(await database().names()).toEqual(['millrace_published', 'orders']);
  });

  test('a run that notes what it has published forgets that alone', async () => {
    for (const runId of ['one', 'other']) {
      const sink = await table.openSink(plain, {}, { runId, isResumable: true });
      await sink.write(batchOf(plain, 0, [{ id: runId.length, word: runId }]));
      await sink.complete();
      expect(sink.leavesNote).toBe(true);
      await sink.publish();
      await sink.close();
    }
    const noted = () =>
      table.read(schemaOf('run: string'), { query: 'SELECT run FROM millrace_published ORDER BY run' });
    expect(await noted()).toEqual([{ run: 'one' }, { run: 'other' }]);
    await table.forget('one');
    await table.forget('one');
    expect(await noted()).toEqual([{ run: 'other' }]);
    expect((await table.read()).map(({ word }) => word)).toEqual(['one', 'other']);
  });

  test('where nothing is noted there is nothing to forget', async () => {
    await table.forget('one');
    expect(await database().names()).toEqual([]);
    await table.write(makeRows(1));
    await table.forget('one');
    expect(await database().names()).toEqual(['orders']);
  });

  test('a run that was whole when it was killed is published by the next', async () => {
    const setting = { runId: 'whole', isResumable: true };
    const killed = await table.openSink(plain, {}, setting);
    await killed.write(batchOf(plain, 0, makeRows(10)));
    await killed.complete();
    const told = await killed.checkpoint?.();
    await killed.close();
    const resumed = await table.openSink(plain, {}, { ...setting, at: plainJson(told?.position) });
    await resumed.complete();
    await resumed.publish();
    await resumed.close();
    expect(await table.read()).toEqual(makeRows(10));
  });

  test('what a run left that will not go on is removed, and who goes on with it is told', async () => {
    const setting = { runId: 'given up', isResumable: true };
    const killed = await table.openSink(plain, {}, setting);
    await killed.write(batchOf(plain, 0, makeRows(10)));
    const told = await killed.checkpoint?.();
    await killed.close();
    await table.abandon('given up');
    await table.abandon('given up');
    expect(await database().names()).toEqual([]);
    await expect(table.openSink(plain, {}, { ...setting, at: plainJson(told?.position) })).rejects.toMatchObject({
      code: 'output-changed',
    });
  });

  test('a column of another type is refused before the first record', async () => {
    await database().run(`CREATE TABLE orders (id ${words.text}, word ${words.text})`);
    await expect(table.openSink(plain, {})).rejects.toMatchObject({
      code: 'column-type',
      message: `Cannot write "${database().place}": column "id" is ${words.text}, which holds no int32. Give it another type in the table, or convert the values with a select.`,
    });
  });

  test('a record that the table wants more of is refused by its number, and its neighbours are taken', async () => {
    await database().run(`CREATE TABLE orders (id ${words.integer}, word ${words.text} NOT NULL)`);
    const sink = await table.openSink(plain, {});
    await sink.write(batchOf(plain, 0, makeRows(3)));
    expect(sink.refused?.()).toEqual([{ row: 0, message: 'column "word": no value, but the table wants one' }]);
    await sink.complete();
    expect(await sink.publish()).toMatchObject([{ records: 2 }]);
    await sink.close();
    expect((await table.read()).map(({ id }) => id)).toEqual([1, 2]);
  });

  test('a rule of the table that the records break is told before anything is published', async () => {
    await database().run(`CREATE TABLE orders (id ${words.integer} PRIMARY KEY, word ${words.text})`);
    await table.write(makeRows(2));
    const sink = await table.openSink(plain, {});
    await sink.write(batchOf(plain, 0, makeRows(3)));
    await expect(sink.complete()).rejects.toMatchObject({
      code: 'table-refused',
      message: expect.stringMatching(words.rule),
    });
    await sink.close();
    expect(await table.read()).toEqual(makeRows(2));
  });
}
