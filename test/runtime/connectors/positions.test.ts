/** What a run that is resumed asks of connectors of files: sources that begin in the middle, and outputs that are gone on with. */
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Batch, type Connector, connectors, type Position, type Sink, type SinkContext, type Source } from 'millrace';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeRows, readRows, rowsOf } from '../../support/connector-contract.ts';
import { schemaOf } from '../../support/read-content.ts';

const schema = schemaOf('id: int32, word: string?');
const { signal } = new AbortController();
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-positions-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe.each(['csv', 'jsonl', 'parquet'])('%s', (name) => {
  const connector = connectors.get(name) as Required<Connector>;
  const file = `data.${name}`;
  const call = { name, options: { path: file } };
  const owner = { runId: 'run', node: 'node' };
  const openSource = (from?: Position): Promise<Source> =>
    connector.openSource(call, { projectFolder: folder, schema, signal, batchSize: 10, from });
  const openSink = (context: Partial<SinkContext> = {}): Promise<Sink> =>
    connector.openSink(call, { projectFolder: folder, schema, signal, ...owner, isResumable: true, ...context });

  const batchesOf = (rows: Record<string, unknown>[]) =>
    Array.from({ length: Math.ceil(rows.length / 7) }, (_, sequence) =>
      Batch.fromRows({ node: 'n', sequence }, schema, rows.slice(sequence * 7, sequence * 7 + 7)),
    );

  async function write(sink: Sink, batches: readonly Batch[]): Promise<void> {
    for (const batch of batches) await sink.write(batch);
  }

  async function publish(sink: Sink): Promise<Buffer> {
    await sink.complete();
    await sink.publish();
    await sink.close();
    return readFile(join(folder, file));
  }

  async function writeFileOf(count: number): Promise<Buffer> {
    const sink = await openSink();
    await write(sink, batchesOf(makeRows(count)));
    return publish(sink);
  }

  test('a source goes on behind any of its batches, and at its end', async () => {
    await writeFileOf(45);
    const whole = await openSource();
    const positions: Position[] = [];
    const rows: Record<string, unknown>[] = [];
    for (let batch = await whole.next(); batch !== undefined; batch = await whole.next()) {
      rows.push(...rowsOf(batch, schema));
      positions.push(JSON.parse(JSON.stringify(whole.position?.())));
    }
    await whole.close();
    expect(positions.length).toBe(5);
    for (const [i, position] of positions.entries())
      expect(await readRows(await openSource(position), schema)).toEqual(rows.slice((i + 1) * 10));
  });

  test('a source that has given nothing tells its beginning', async () => {
    await writeFileOf(12);
    const source = await openSource();
    const position = source.position?.();
    await source.close();
    expect(await readRows(await openSource(position), schema)).toEqual(makeRows(12));
  });

  test('a bad record keeps its place behind a position', async () => {
    if (name === 'parquet') return;
    const text = name === 'csv' ? 'id,word\n' : '';
    const line = (id: number | string) => (name === 'csv' ? `${id},w\n` : `{"id":${JSON.stringify(id)},"word":"w"}\n`);
    await writeFile(
      join(folder, file),
      text + Array.from({ length: 15 }, (_, i) => line(i === 12 ? 'no' : i)).join(''),
    );
    const source = await openSource();
    await source.next();
    const rest = await openSource(source.position?.());
    const batch = await rest.next();
    await Promise.all([source.close(), rest.close()]);
    expect(batch?.bad.map(({ source: place }) => place?.line)).toEqual([name === 'csv' ? 14 : 13]);
  });

  test('a file that was changed is refused, while it is read and when it is gone on with', async () => {
    await writeFileOf(45);
    const source = await openSource();
    await source.next();
    const position = source.position?.();
    await source.verify?.();
    await utimes(join(folder, file), new Date(), new Date(Date.now() + 5000));
    await expect(source.verify?.()).rejects.toMatchObject({ code: 'source-changed' });
    await source.close();
    await expect(openSource(position)).rejects.toMatchObject({
      code: 'source-changed',
      message: expect.stringContaining(`"${file}" was changed since the run began`),
    });
    await rm(join(folder, file));
    await expect(openSource(position)).rejects.toMatchObject({ code: 'file-not-found' });
  });

  test('an output is gone on with behind a checkpoint, whatever came after it', async () => {
    const wanted = await writeFileOf(100);
    const batches = batchesOf(makeRows(100));
    for (const checkpoint of [0, 1, 9, batches.length]) {
      const killed = await openSink();
      await write(killed, batches.slice(0, checkpoint));
      const told = await killed.checkpoint?.();
      await write(killed, batches.slice(checkpoint, checkpoint + 3));
      await killed.close();
      const next = told?.next ?? 0;
      expect(next).toBe(name === 'parquet' ? 0 : checkpoint);
      const sink = await openSink({ at: JSON.parse(JSON.stringify(told?.position)) });
      await write(sink, batches.slice(next));
      expect(await publish(sink)).toEqual(wanted);
      expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    }
  });

  test('an output that is complete is published when its run is resumed, however far the publishing came', async () => {
    const wanted = await writeFileOf(30);
    await rm(join(folder, file));
    const killed = await openSink();
    await write(killed, batchesOf(makeRows(30)));
    await killed.complete();
    const told = await killed.checkpoint?.();
    expect(told).toMatchObject({ next: 5, records: 30 });
    await killed.close();
    for (const time of ['first', 'again']) {
      const sink = await openSink({ at: told?.position });
      await sink.complete();
      expect([time, await sink.checkpoint?.()]).toEqual([time, told]);
      expect(await sink.publish()).toEqual([{ path: file, records: 30, bytes: wanted.length }]);
      await sink.close();
      expect(await readFile(join(folder, file))).toEqual(wanted);
    }
    await writeFile(join(folder, file), 'other');
    await expect((await openSink({ at: told?.position })).publish()).rejects.toMatchObject({ code: 'output-changed' });
  });

  test('what an output was gone on with from is not there any more: refused', async () => {
    const killed = await openSink();
    await write(killed, batchesOf(makeRows(30)));
    const told = await killed.checkpoint?.();
    await killed.close();
    await connector.abandon(call, { projectFolder: folder, signal, ...owner });
    expect(await readdir(folder)).toEqual([]);
    await connector.abandon(call, { projectFolder: folder, signal, ...owner });
    const position = name === 'parquet' ? { next: 3, records: 20, parts: 1 } : told?.position;
    await expect(openSink({ at: position })).rejects.toMatchObject({ code: 'output-changed' });
  });

  test('what a position holds is looked at before it is believed', async () => {
    await writeFileOf(3);
    await expect(openSource({ offset: -1, line: 'x', records: 1.5 })).rejects.toMatchObject({ code: 'ledger-damaged' });
    await expect(openSink({ at: { bytes: 'many' } })).rejects.toMatchObject({ code: 'ledger-damaged' });
  });
});

test('parquet goes on behind the last part that it has finished, and gives the same bytes', async () => {
  const wide = schemaOf('id: int32, text: string');
  const { openSink } = connectors.get('parquet') as Required<Connector>;
  const context = { projectFolder: folder, schema: wide, signal, runId: 'run', isResumable: true };
  const batches = Array.from({ length: 30 }, (_, sequence) =>
    Batch.fromRows(
      { node: 'n', sequence },
      wide,
      Array.from({ length: 2000 }, (_, row) => ({ id: sequence * 2000 + row, text: `${row} `.repeat(250) })),
    ),
  );
  const openNamed = (path: string, at?: Position) =>
    openSink({ name: 'parquet', options: { path } }, { ...context, node: path, at });
  const undisturbed = await openNamed('a.parquet');
  for (const batch of batches) await undisturbed.write(batch);
  await undisturbed.complete();
  await undisturbed.publish();
  const killed = await openNamed('b.parquet');
  for (const batch of batches.slice(0, 25)) await killed.write(batch);
  const told = await killed.checkpoint?.();
  await killed.close();
  expect(told?.next).toBeGreaterThan(0);
  expect(told?.next).toBeLessThan(25);
  const resumed = await openNamed('b.parquet', told?.position);
  for (const batch of batches.slice(told?.next)) await resumed.write(batch);
  await resumed.complete();
  await resumed.publish();
  const [a, b] = await Promise.all(['a', 'b'].map((name) => readFile(join(folder, `${name}.parquet`))));
  expect(b?.equals(a ?? Buffer.alloc(0))).toBe(true);
});
