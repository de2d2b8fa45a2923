/**
 * What every connector of a database keeps, whichever it is. A connector's test calls this once; what is peculiar to a database
 * stands in the test of that database.
 */
import { setImmediate } from 'node:timers/promises';
import { type ConnectorCall, type RecordType, recordType, type Scalar } from '@millrace/grammar';
import fc from 'fast-check';
import { Batch, connectors, type Position, type Sink, type Source } from 'millrace';
import { beforeEach, describe, expect, test } from 'vitest';
import { arbitraryRecords, type RecordSample } from './arbitrary-records.ts';
import { makeRows, readBatches, readRows, rowsOf } from './connector-contract.ts';
import { schemaOf } from './read-content.ts';

/** A database of the test's own. */
export interface TestDatabase {
  projectFolder: string;
  /** Where the database is, as options say it. */
  options: Record<string, Scalar>;
  /** What messages call the table `orders`. */
  place: string;
  /** Runs statements. */
  run(statements: string): Promise<void>;
  /** What stands in it, beside what was made with `run`. */
  names(): Promise<string[]>;
}

export interface TableCase {
  name: string;
  /** Why it cannot be tested here. */
  missing?: string;
  open(): Promise<TestDatabase>;
  /** What of arbitrary records the database holds. */
  holds?(sample: RecordSample): RecordSample;
  /** `manyAtOnce`: a statement after which who reads holds up nobody. */
  words: { manyAtOnce: string; integer: string; text: string; noTable: RegExp; rule: RegExp };
}

const plain = schemaOf('id: int32, word: string?', { id: { key: true } });

interface SinkSetting {
  runId?: string;
  signal?: AbortSignal;
  isResumable?: boolean;
  at?: Position;
}

let runs = 0;

export function describeTableConnector({ name, missing, open, holds = (sample) => sample, words }: TableCase): void {
  describe(`connector ${name}`, () => {
    let database: TestDatabase;
    beforeEach(async (context) => {
      if (missing !== undefined) context.skip(missing);
      database = await open();
    });

    const call = (options: Record<string, Scalar>): ConnectorCall => ({
      name,
      options: { ...database.options, ...options },
    });
    const never = () => new AbortController().signal;

    function openSink(schema: RecordType, options: Record<string, Scalar>, setting: SinkSetting = {}): Promise<Sink> {
      const { runId = `run ${runs++}`, signal = never(), ...rest } = setting;
      const { projectFolder } = database;
      return required(connectors.get(name)?.openSink)(call({ mode: 'append', table: 'orders', ...options }), {
        projectFolder,
        schema,
        signal,
        runId,
        node: 'out',
        ...rest,
      });
    }

    function openSource(
      schema: RecordType,
      options: Record<string, Scalar> = { table: 'orders' },
      batchSize = 100,
      signal = never(),
    ): Promise<Source> {
      const { projectFolder } = database;
      return required(connectors.get(name)?.openSource)(call(options), { projectFolder, schema, batchSize, signal });
    }

    const batchOf = (schema: RecordType, sequence: number, rows: Record<string, unknown>[]) =>
      Batch.fromRows({ node: 'n', sequence }, schema, rows);

    async function write(
      rows: Record<string, unknown>[],
      options: Record<string, Scalar> = {},
      schema = plain,
      batchSize = 7,
    ) {
      const sink = await openSink(schema, options);
      try {
        for (let start = 0, sequence = 0; start < rows.length; start += batchSize, sequence++)
          await sink.write(batchOf(schema, sequence, rows.slice(start, start + batchSize)));
        await sink.complete();
        return await sink.publish();
      } finally {
        await sink.close();
      }
    }

    const read = async (schema = plain, options?: Record<string, Scalar>) =>
      readRows(await openSource(schema, options), schema);

    test('every type with nulls comes back as it was written', async () => {
      let tables = 0;
      await fc.assert(
        fc.asyncProperty(
          arbitraryRecords(12).map(holds),
          fc.integer({ min: 1, max: 9 }),
          async ({ schema, rows }, size) => {
            const table = `table ${tables++}`;
            await write(rows, { table }, schema, size);
            expect(await readRows(await openSource(schema, { table }, size), schema)).toEqual(rows);
          },
        ),
        { numRuns: 40 },
      );
    });

    test.each([0, 1, 100, 101, 5000])('%d records come back, in order and in whole batches', async (count) => {
      const rows = makeRows(count);
      const [artefact] = await write(rows, {}, plain, 64);
      const batches = await readBatches(await openSource(plain));
      expect(batches.slice(0, -1).every((batch) => batch.length === 100)).toBe(true);
      expect(batches.flatMap((batch) => rowsOf(batch, plain))).toEqual(rows);
      expect(artefact).toMatchObject({ records: count });
      expect(artefact?.bytes).toBeGreaterThan(0);
    });

    test('a consumer that takes its time gets the same records, and a batch outlives the next one', async () => {
      await write(makeRows(350));
      const source = await openSource(plain);
      const batches = [];
      for (let batch = await source.next(); batch !== undefined; batch = await source.next()) {
        for (let turn = 0; turn < 10; turn++) await setImmediate();
        batches.push(batch);
      }
      await source.close();
      expect(batches.flatMap((batch) => rowsOf(batch, plain))).toEqual(makeRows(350));
    });

    test('a query is read; fields are found by name, others are not read, missing ones are null or their default', async () => {
      await write(makeRows(3));
      const schema = recordType([
        ...schemaOf('number: int64', { number: { sourceName: 'id' } }).fields,
        ...schemaOf('absent: float64?').fields,
        ...schemaOf('given: string', { given: { default: 'x' } }).fields,
      ]);
      const query = 'SELECT * FROM orders WHERE id > 0 ORDER BY id DESC';
      const expected = [2n, 1n].map((number) => ({ number, absent: null, given: 'x' }));
      expect(await read(schema, { query })).toEqual(expected);
      expect((await read(schema)).length).toBe(3);
    });

    test('[T4] annotations and nulls make one record bad, with its number, and leave its neighbours', async () => {
      await write(makeRows(5));
      const schema = schemaOf('id: int32, word: string', { id: { range: { max: 3 } } });
      const batches = await readBatches(await openSource(schema, { table: 'orders' }, 2));
      expect(batches.flatMap((batch) => rowsOf(batch, schema)).map((row) => row.id)).toEqual([1, 2, 3]);
      expect(batches.flatMap((batch) => batch.bad)).toMatchObject([
        { message: 'Record 1: column "word": no value, but string is never null', source: { path: database.place } },
        { message: 'Record 5: column "id": 4 is above the maximum 3', record: { id: 4, word: 'word 4' } },
      ]);
    });

    test('a sensitive value is in no message', async () => {
      await write([{ id: 1, word: 'hidden word' }]);
      const schema = schemaOf('word: string', { word: { pii: true, oneOf: ['x'] } });
      const [batch] = await readBatches(await openSource(schema));
      expect(batch?.bad[0]?.message).toBe(
        'Record 1: column "word": the value (hidden, it is sensitive) is not one of "x"',
      );
    });

    test('append adds, replace takes the place of all, upsert of those with the same key', async () => {
      await write(makeRows(3), { mode: 'replace' });
      await write([{ id: 7, word: 'a' }]);
      expect((await read()).map(({ id }) => id)).toEqual([0, 1, 2, 7]);
      await write([{ id: 1, word: 'one' }], { mode: 'replace' });
      expect(await read()).toEqual([{ id: 1, word: 'one' }]);
      const table = 'kept';
      const records = [1, 2, 1, 3, 1].map((id, at) => ({ id, word: `${at}` }));
      await write(records.slice(0, 2), { table, mode: 'upsert' });
      await write(records.slice(2), { table, mode: 'upsert' });
      const query = 'SELECT * FROM kept ORDER BY id';
      expect(await read(plain, { query })).toEqual([
        { id: 1, word: '4' },
        { id: 2, word: '1' },
        { id: 3, word: '3' },
      ]);
    });

    test('an upsert needs keys that are unique in the table, and each record has its own', async () => {
      await database.run(`CREATE TABLE orders (id ${words.integer}, word ${words.text})`);
      await expect(openSink(plain, { mode: 'upsert' })).rejects.toMatchObject({
        code: 'table-without-key',
        message: expect.stringMatching(/nothing makes "id" unique in the table.*Say CREATE UNIQUE INDEX .* \("id"\)$/),
      });
      const sink = await openSink(schemaOf('id: int32?', { id: { key: true } }), { table: 'fresh', mode: 'upsert' });
      await sink.write(batchOf(schemaOf('id: int32?'), 0, [{ id: 1 }, { id: null }, { id: 2 }]));
      expect(sink.refused?.()).toEqual([{ row: 1, message: 'column "id": no value, but the table wants one' }]);
      await sink.close();
    });

    test('names that are no names in SQL are quoted', async () => {
      const odd = `o"; DROP TABLE orders; --`;
      await write(makeRows(1));
      const schema = schemaOf('a: int32');
      const strange = recordType(schema.fields.map((field) => ({ ...field, name: odd })));
      await write([{ [odd]: 5 }], { table: odd.replace('.', '') }, strange);
      expect(await read(strange, { table: odd })).toEqual([{ [odd]: 5 }]);
      expect(await read()).toEqual(makeRows(1));
    });

    test('nothing of it is seen before publish, and nothing but the table and the notes after it', async () => {
      const sink = await openSink(plain, {});
      await sink.write(batchOf(plain, 0, makeRows(10)));
      await sink.complete();
      await expect(read()).rejects.toThrow(words.noTable);
      await sink.publish();
      await sink.close();
      await sink.close();
      expect(await read()).toEqual(makeRows(10));
      expect(await database.names()).toEqual(['millrace_published', 'orders']);
    });

    test('close without publish leaves all as it was', async () => {
      await write(makeRows(3));
      const sink = await openSink(plain, { mode: 'replace' });
      await sink.write(batchOf(plain, 0, makeRows(10)));
      await sink.complete();
      await sink.close();
      await sink.close();
      expect(await read()).toEqual(makeRows(3));
      expect(await database.names()).toEqual(['millrace_published', 'orders']);
    });

    test('an abort ends what is not complete yet, and no longer stops the publishing of what is', async () => {
      const abort = new AbortController();
      const [late, soon] = [
        await openSink(plain, { table: 'late' }, { signal: abort.signal }),
        await openSink(plain, {}, { signal: abort.signal }),
      ];
      for (const sink of [late, soon]) await sink.write(batchOf(plain, 0, makeRows(10)));
      await soon.complete();
      abort.abort(new Error('stopped'));
      await expect(late.complete()).rejects.toThrow('stopped');
      await expect(late.write(batchOf(plain, 1, makeRows(1)))).rejects.toThrow('stopped');
      expect(await soon.publish()).toMatchObject([{ records: 10 }]);
      await Promise.all([late.close(), soon.close()]);
      expect(await database.names()).toEqual(['millrace_published', 'orders']);
    });

    test('an aborted source stops; it closes in the middle, twice, and stays at its end', async () => {
      await write(makeRows(300));
      const abort = new AbortController();
      const source = await openSource(plain, { table: 'orders' }, 100, abort.signal);
      expect((await source.next())?.length).toBe(100);
      abort.abort(new Error('stopped'));
      await expect(source.next()).rejects.toThrow('stopped');
      await source.close();
      await source.close();
      const whole = await openSource(plain, { table: 'orders' }, 1000);
      await whole.next();
      expect([await whole.next(), await whole.next()]).toEqual([undefined, undefined]);
      await whole.close();
    });

    test('what is read is one state of the table', async () => {
      await write(makeRows(300));
      await database.run(words.manyAtOnce);
      const source = await openSource(plain);
      const first = await source.next();
      await database.run("DELETE FROM orders WHERE id > 200; INSERT INTO orders VALUES (999, 'late')");
      const rest = await readBatches(source);
      expect([first, ...rest].reduce((sum, batch) => sum + (batch?.length ?? 0), 0)).toBe(300);
    });

    test('a killed run goes on behind its checkpoint, once and in order', async () => {
      const rows = makeRows(40);
      const setting = { runId: 'killed', isResumable: true };
      const killed = await openSink(plain, {}, setting);
      for (const at of [0, 1]) await killed.write(batchOf(plain, at, rows.slice(at * 10, at * 10 + 10)));
      const told = await killed.checkpoint?.();
      await killed.write(batchOf(plain, 2, rows.slice(20, 30)));
      await killed.close();
      expect(told).toMatchObject({ next: 2, records: 20 });
      const resumed = await openSink(plain, {}, { ...setting, at: plainJson(told?.position) });
      for (const at of [2, 3]) await resumed.write(batchOf(plain, at, rows.slice(at * 10, at * 10 + 10)));
      await resumed.complete();
      const whole = await resumed.checkpoint?.();
      expect(await resumed.publish()).toMatchObject([{ records: 40 }]);
      await resumed.close();
      expect(await read()).toEqual(rows);
      const again = await openSink(plain, {}, { ...setting, at: plainJson(whole?.position) });
      await again.complete();
      expect(await again.publish()).toMatchObject([{ records: 40 }]);
      await again.close();
      expect(await read()).toEqual(rows);
      expect(await database.names()).toEqual(['millrace_published', 'orders']);
    });

    test('a run that was whole when it was killed is published by the next', async () => {
      const setting = { runId: 'whole', isResumable: true };
      const killed = await openSink(plain, {}, setting);
      await killed.write(batchOf(plain, 0, makeRows(10)));
      await killed.complete();
      const told = await killed.checkpoint?.();
      await killed.close();
      const resumed = await openSink(plain, {}, { ...setting, at: plainJson(told?.position) });
      await resumed.complete();
      await resumed.publish();
      await resumed.close();
      expect(await read()).toEqual(makeRows(10));
    });

    test('what a run left that will not go on is removed, and who goes on with it is told', async () => {
      const setting = { runId: 'given up', isResumable: true };
      const killed = await openSink(plain, {}, setting);
      await killed.write(batchOf(plain, 0, makeRows(10)));
      const told = await killed.checkpoint?.();
      await killed.close();
      const owner = { projectFolder: database.projectFolder, signal: never(), runId: 'given up', node: 'out' };
      const abandon = required(connectors.get(name)?.abandon);
      await abandon(call({ table: 'orders' }), owner);
      await abandon(call({ table: 'orders' }), owner);
      expect(await database.names()).toEqual([]);
      await expect(openSink(plain, {}, { ...setting, at: plainJson(told?.position) })).rejects.toMatchObject({
        code: 'output-changed',
      });
    });

    test('a table, a column and a query that are not there are named, with what is', async () => {
      await write(makeRows(1));
      await expect(openSource(plain, { table: 'order' })).rejects.toMatchObject({
        code: 'table-missing',
        message: expect.stringMatching(
          /^Cannot read ".*": there is no table "order". There are "orders". Did you mean "orders"\?$/,
        ),
      });
      const wrong = schemaOf('wort: string');
      await expect(openSource(wrong)).rejects.toMatchObject({
        code: 'column-missing',
        message: `Cannot read "${database.place}": there is no column "wort". It has "id", "word". Did you mean "word"? @name("…") gives a field another name in the source.`,
      });
      await expect(openSink(wrong, {})).rejects.toMatchObject({
        code: 'column-missing',
        message: `Cannot write "${database.place}": the table has no column "wort". Did you mean "word"? Add it to the table, or leave it out with a select.`,
      });
      for (const query of [
        'SELECT nothing FROM orders',
        'DELETE FROM orders',
        'SELECT 1; DELETE FROM orders',
        'nonsense',
      ])
        await expect(openSource(plain, { query })).rejects.toMatchObject({
          code: 'query-failed',
          message: expect.stringMatching(
            /^Cannot read ".*": the query .*one SELECT$|^Cannot read ".*": the query fails: /,
          ),
        });
      expect(await read()).toEqual(makeRows(1));
    });

    test('a column of another type is refused before the first record', async () => {
      await database.run(`CREATE TABLE orders (id ${words.text}, word ${words.text})`);
      await expect(openSink(plain, {})).rejects.toMatchObject({
        code: 'column-type',
        message: `Cannot write "${database.place}": column "id" is ${words.text}, which holds no int32. Give it another type in the table, or convert the values with a select.`,
      });
    });

    test('a record that the table wants more of is refused by its number, and its neighbours are taken', async () => {
      await database.run(`CREATE TABLE orders (id ${words.integer}, word ${words.text} NOT NULL)`);
      const sink = await openSink(plain, {});
      await sink.write(batchOf(plain, 0, makeRows(3)));
      expect(sink.refused?.()).toEqual([{ row: 0, message: 'column "word": no value, but the table wants one' }]);
      await sink.complete();
      expect(await sink.publish()).toMatchObject([{ records: 2 }]);
      await sink.close();
      expect((await read()).map(({ id }) => id)).toEqual([1, 2]);
    });

    test('a rule of the table that the records break is told before anything is published', async () => {
      await database.run(`CREATE TABLE orders (id ${words.integer} PRIMARY KEY, word ${words.text})`);
      await write(makeRows(2));
      const sink = await openSink(plain, {});
      await sink.write(batchOf(plain, 0, makeRows(3)));
      await expect(sink.complete()).rejects.toMatchObject({
        code: 'table-refused',
        message: expect.stringMatching(words.rule),
      });
      await sink.close();
      expect(await read()).toEqual(makeRows(2));
    });
  });
}

/** As a ledger keeps it. */
function plainJson(position: Position | undefined): Position {
  return JSON.parse(JSON.stringify(position)) as Position;
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the connector cannot do this');
  return value;
}
