import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordType, Scalar } from '@millrace/grammar';
import { Batch, connectors, type Sink } from 'millrace';

/** Those whose output is a file. */
export const fileConnectors = ['csv', 'jsonl', 'parquet', 'sqlite'];

/** The text that a connector writes for records. */
export async function writtenText(
  connector: 'csv' | 'jsonl',
  schema: RecordType,
  rows: Record<string, unknown>[],
  options: Record<string, Scalar> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-written-'));
  try {
    const sink = await openSinkIn(folder, 'out', connector, schema, options);
    await sink.write(Batch.fromRows({ node: 'n', sequence: 0 }, schema, rows));
    await sink.complete();
    await sink.publish();
    await sink.close();
    return await readFile(join(folder, 'out'), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function openSinkIn(
  folder: string,
  path: string,
  connector: string,
  schema: RecordType,
  options: Record<string, Scalar> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Sink> {
  const open = connectors.get(connector)?.openSink;
  if (open === undefined) throw new Error(`${connector} does not write`);
  const context = { projectFolder: folder, schema, signal, runId: 'r', node: 'n' };
  return open({ name: connector, options: { path, ...options } }, context);
}
