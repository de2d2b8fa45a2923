/**
 * What every connector that reads and writes files keeps, whatever its format. A connector's test calls this once; what is
 * peculiar to a format stands in the test of that format.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RecordType, recordType, type Scalar, scalarType } from '@millrace/grammar';
import fc from 'fast-check';
import { Batch, connectors, type Sink, type Source, type SourceBatch } from 'millrace';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { arbitraryRecords } from './arbitrary-records.ts';

export interface ConnectorCase {
  name: string;
  extension: string;
  options?: Record<string, Scalar>;
}

const plain = recordType([
  { name: 'id', type: scalarType('int32') },
  { name: 'word', type: scalarType('string', true) },
]);

export function describeConnector({ name, extension, options = {} }: ConnectorCase): void {
  describe(`connector ${name}`, () => {
    let folder = '';
    const file = `out/data.${extension}`;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'millrace-connector-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    const call = { name, options: { ...options, path: file } };
    const openSink = (schema: RecordType, signal = new AbortController().signal): Promise<Sink> =>
      required(connectors.get(name)?.openSink)(call, { projectFolder: folder, schema, signal, runId: 'r', node: 'n' });
    const openSource = (
      schema: RecordType,
      batchSize: number,
      signal = new AbortController().signal,
    ): Promise<Source> =>
      required(connectors.get(name)?.openSource)(call, { projectFolder: folder, schema, batchSize, signal });

    async function write(schema: RecordType, rows: Record<string, unknown>[], batchSize = 7) {
      const sink = await openSink(schema);
      for (let start = 0, sequence = 0; start < rows.length; start += batchSize, sequence++)
        await sink.write(Batch.fromRows({ node: 'n', sequence }, schema, rows.slice(start, start + batchSize)));
      await sink.complete();
      const artefacts = await sink.publish();
      await sink.close();
      return artefacts;
    }

    const namesIn = (where: string) => readdir(join(folder, where)).catch(() => []);

    test('every type with nulls comes back as it was written', async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryRecords(20), fc.integer({ min: 1, max: 9 }), async ({ schema, rows }, batchSize) => {
          await write(schema, rows, batchSize);
          expect(await readRows(await openSource(schema, batchSize), schema)).toEqual(rows);
        }),
        { numRuns: 60 },
      );
    });

    test.each([0, 1, 99, 100, 101, 2048, 2049, 5000])(
      '%d records come back, in order and in whole batches',
      async (count) => {
        const rows = makeRows(count);
        const [artefact] = await write(plain, rows, 64);
        const batches = await readBatches(await openSource(plain, 100));
        expect(batches.slice(0, -1).every((batch) => batch.length === 100)).toBe(true);
        expect(batches.flatMap((batch) => rowsOf(batch, plain))).toEqual(rows);
        expect(artefact).toMatchObject({ path: file, records: count });
        expect(artefact?.bytes).toBe((await readFile(join(folder, file))).length);
      },
    );

    test('a batch outlives the next one', async () => {
      await write(plain, makeRows(250));
      const batches = await readBatches(await openSource(plain, 100));
      expect(batches.map((batch) => rowsOf(batch, plain)[0]?.id)).toEqual([0, 100, 200]);
    });

    test('fields are found by name, in any order; others are not read', async () => {
      await write(plain, makeRows(3));
      const schema = recordType([...plain.fields].reverse());
      expect(await readRows(await openSource(schema, 10), schema)).toEqual(makeRows(3));
      const narrow = recordType([{ name: 'number', type: scalarType('int64'), rules: { sourceName: 'id' } }]);
      expect(await readRows(await openSource(narrow, 10), narrow)).toEqual([
        { number: 0n },
        { number: 1n },
        { number: 2n },
      ]);
    });

    test('[T4] a field that the source does not have is null or its default', async () => {
      await write(plain, makeRows(2));
      const schema = recordType([
        { name: 'id', type: scalarType('int32') },
        { name: 'absent', type: scalarType('float64', true) },
        { name: 'given', type: scalarType('string'), rules: { default: 'x' } },
      ]);
      const rows = await readRows(await openSource(schema, 10), schema);
      expect(rows).toEqual([0, 1].map((id) => ({ id, absent: null, given: 'x' })));
    });

    test('[T4] annotations and nulls make one record bad and leave its neighbours', async () => {
      await write(plain, makeRows(5));
      const schema = recordType([
        { name: 'id', type: scalarType('int32'), rules: { range: { max: 3 } } },
        { name: 'word', type: scalarType('string') },
      ]);
      const batches = await readBatches(await openSource(schema, 10));
      expect(batches.flatMap((batch) => rowsOf(batch, schema)).map((row) => row.id)).toEqual([1, 2, 3]);
      expect(batches.flatMap((batch) => batch.bad).map(({ message }) => message.replace(/^\w+ \d+/, 'N'))).toEqual([
        'N: column "word": no value, but string is never null',
        'N: column "id": 4 is above the maximum 3',
      ]);
      expect(batches[0]?.bad[1]).toMatchObject({ attempt: 1, source: { path: file } });
      expect(JSON.stringify(batches[0]?.bad[1]?.record)).toMatch(/"id":"?4"?,/);
    });

    test('a sensitive value is in no message', async () => {
      await write(plain, [{ id: 1, word: 'secret' }]);
      const schema = recordType([{ name: 'word', type: scalarType('string'), rules: { pii: true, oneOf: ['x'] } }]);
      const [batch] = await readBatches(await openSource(schema, 10));
      expect(batch?.bad[0]?.message).toMatch(
        /: column "word": the value \(hidden, it is sensitive\) is not one of "x"$/,
      );
    });

    test('nothing stands under the final name before publish, and nothing else after it', async () => {
      const sink = await openSink(plain);
      await sink.write(Batch.fromRows({ node: 'n', sequence: 0 }, plain, makeRows(10)));
      expect(await namesIn('out')).not.toContain(`data.${extension}`);
      await sink.complete();
      await sink.publish();
      expect(await namesIn('out')).toEqual([`data.${extension}`]);
      await sink.close();
      await sink.close();
      expect(await namesIn('out')).toEqual([`data.${extension}`]);
    });

    test('close without publish removes everything and keeps what stood there', async () => {
      await write(plain, makeRows(3));
      const before = await readFile(join(folder, file));
      const sink = await openSink(plain);
      await sink.write(Batch.fromRows({ node: 'n', sequence: 0 }, plain, makeRows(10)));
      await sink.close();
      await sink.close();
      expect(await namesIn('out')).toEqual([`data.${extension}`]);
      expect(await readFile(join(folder, file))).toEqual(before);
    });

    test('an abort ends what is not complete yet, and no longer stops the publishing of what is', async () => {
      const abort = new AbortController();
      const [late, soon] = [await openSink(plain, abort.signal), await openSink(plain, abort.signal)];
      for (const sink of [late, soon])
        await sink.write(Batch.fromRows({ node: 'n', sequence: 0 }, plain, makeRows(10)));
      await soon.complete();
      expect(await namesIn('out')).not.toContain(`data.${extension}`);
      abort.abort(new Error('stopped'));
      await expect(late.complete()).rejects.toThrow('stopped');
      expect(await soon.publish()).toMatchObject([{ records: 10 }]);
      await Promise.all([late.close(), soon.close()]);
      expect(await namesIn('out')).toEqual([`data.${extension}`]);
    });

    test('publish replaces what stood there', async () => {
      await write(plain, makeRows(30));
      await write(plain, makeRows(2));
      expect(await readRows(await openSource(plain, 10), plain)).toEqual(makeRows(2));
    });

    test('an aborted source stops, an aborted sink takes no more; both close twice', async () => {
      await write(plain, makeRows(300));
      const abort = new AbortController();
      const source = await openSource(plain, 100, abort.signal);
      const sink = await openSink(plain, abort.signal);
      expect((await source.next())?.length).toBe(100);
      abort.abort(new Error('stopped'));
      await expect(source.next()).rejects.toThrow('stopped');
      await expect(sink.write(Batch.fromRows({ node: 'n', sequence: 0 }, plain, makeRows(1)))).rejects.toThrow(
        'stopped',
      );
      await Promise.all([source.close(), sink.close()]);
      await Promise.all([source.close(), sink.close()]);
      expect(await namesIn('out')).toEqual([`data.${extension}`]);
    });

    test('a source closes in the middle, and stays at its end', async () => {
      await write(plain, makeRows(300));
      const source = await openSource(plain, 100);
      await source.next();
      await source.close();
      const whole = await openSource(plain, 1000);
      await whole.next();
      expect([await whole.next(), await whole.next()]).toEqual([undefined, undefined]);
      await whole.close();
    });

    test('a column that is not there is named, with what is', async () => {
      if (name === 'jsonl') return expect(await missingInEveryRecord()).toMatch(/column "wort": no value/);
      await write(plain, makeRows(1));
      const schema = recordType([{ name: 'wort', type: scalarType('string') }]);
      await expect(openSource(schema, 10)).rejects.toMatchObject({
        code: 'column-missing',
        message: `Cannot read "${file}": there is no column "wort". It has "id", "word". Did you mean "word"? @name("…") gives a field another name in the source.`,
      });
    });

    async function missingInEveryRecord(): Promise<string | undefined> {
      await write(plain, makeRows(1));
      const [batch] = await readBatches(
        await openSource(recordType([{ name: 'wort', type: scalarType('string') }]), 10),
      );
      return batch?.bad[0]?.message;
    }

    test('a file that is not there is named, with the nearest that is', async () => {
      await expect(openSource(plain, 10)).rejects.toMatchObject({
        code: 'file-not-found',
        message: `Cannot read "${file}": there is no such file, and no folder "out" (the nearest that exists is ".")`,
      });
      await (await openSink(plain)).close();
      await writeFile(join(folder, `out/dada.${extension}`), '');
      await expect(openSource(plain, 10)).rejects.toMatchObject({
        message: `Cannot read "${file}": there is no such file; did you mean "out/dada.${extension}"?`,
      });
    });

    test('a file that is not there, outside of the project, is looked for where it should be', async () => {
      const missing = { name, options: { ...options, path: join(folder, `there/data.${extension}`) } };
      const context = {
        projectFolder: join(folder, 'here'),
        schema: plain,
        batchSize: 10,
        signal: new AbortController().signal,
      };
      await expect(required(connectors.get(name)?.openSource)(missing, context)).rejects.toMatchObject({
        message: expect.stringContaining(
          `no folder "${join(folder, 'there')}" (the nearest that exists is "${folder}")`,
        ),
      });
    });

    test('a folder is no file, and a file is no folder', async () => {
      await (
        await required(connectors.get(name)?.openSink)(
          { name, options: { ...options, path: `${file}/inner.${extension}` } },
          { projectFolder: folder, schema: plain, signal: new AbortController().signal, runId: 'r', node: 'n' },
        )
      ).close();
      await expect(openSource(plain, 10)).rejects.toMatchObject({ code: 'file-is-a-folder' });
      await expect(openSink(plain)).rejects.toMatchObject({ code: 'file-is-a-folder' });
      await rm(join(folder, 'out'), { recursive: true });
      await writeFile(join(folder, 'out'), '');
      await expect(openSink(plain)).rejects.toMatchObject({ code: 'file-not-a-folder' });
    });
  });
}

/** Record 0 has no word. */
export function makeRows(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, id) => ({ id, word: id === 0 ? null : `word ${id}` }));
}

export async function readBatches(source: Source): Promise<SourceBatch[]> {
  const batches: SourceBatch[] = [];
  for (let batch = await source.next(); batch !== undefined; batch = await source.next()) batches.push(batch);
  await source.close();
  return batches;
}

export function rowsOf({ columns, length }: SourceBatch, schema: RecordType): Record<string, unknown>[] {
  return new Batch({ node: 'n', sequence: 0 }, schema, columns, length).rows();
}

/** All records; none may be bad. */
export async function readRows(source: Source, schema: RecordType): Promise<Record<string, unknown>[]> {
  const batches = await readBatches(source);
  expect(batches.flatMap((batch) => batch.bad)).toEqual([]);
  return batches.flatMap((batch) => rowsOf(batch, schema));
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the connector cannot do this');
  return value;
}
