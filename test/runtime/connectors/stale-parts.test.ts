import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaOf } from '../../support/read-content.ts';
import { fileConnectors, openSinkIn } from '../../support/write-records.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-stale-'));
});
afterEach(() => rm(folder, { recursive: true }));

const program = join(import.meta.dirname, '../../support/abandoned-sinks.ts');

/** Another process with sinks of its own in the folder, when it has written to them. */
async function sinksElsewhere(end: 'killed' | 'holding'): Promise<ChildProcess> {
  const other = spawn(process.execPath, [program, folder, end], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  return other;
}

async function writeAll(): Promise<void> {
  for (const name of fileConnectors) {
    const sink = await openSinkIn(folder, `out.${name}`, name, schemaOf('id: int32'), { table: 't' });
    await sink.complete();
    await sink.publish();
    await sink.close();
  }
}

const outputs = fileConnectors.map((name) => `out.${name}`).sort();
const visibleNames = async () => (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
const hiddenNames = async () => (await readdir(folder)).filter((name) => name.startsWith('.')).sort();

test('what a killed process left of an output goes when the output is written again, and nothing else does', async () => {
  const other = await sinksElsewhere('killed');
  if (other.signalCode === null) await once(other, 'exit');
  expect([await visibleNames(), (await hiddenNames()).length]).toEqual([[], outputs.length]);
  const others = ['.another.csv.part', '.out.csv.1.part', '.out.csv.part', '.out.csv.swp'];
  for (const name of others) await writeFile(join(folder, name), '');
  await writeAll();
  expect([await visibleNames(), await hiddenNames()]).toEqual([outputs, others]);
});

test('what a process at work has written of the same output stays', async () => {
  const other = await sinksElsewhere('holding');
  const held = await hiddenNames();
  expect(held.length).toBe(outputs.length);
  await writeAll();
  expect([await visibleNames(), await hiddenNames()]).toEqual([outputs, held]);
  other.stdin?.end();
  await once(other, 'exit');
});
