/** What else can end a run than its process: each leaves outputs whole or absent, and what can be gone on with goes on. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginRun, systemClock } from 'millrace';
import type { RunEvent } from 'millrace/protocol';
import { describe, expect, onTestFinished, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { planIn } from '../support/plan-in.ts';
import { projectFolder } from '../support/project-folder.ts';
import { ledgeredRun } from './ledgered-run.ts';

const count = 30_000;
const flow = `schema Row { id: int64  word: string }
flow Main() {
  read rows: Row from csv("data/rows.csv") { batch: { max: 200 } }
  filter even(rows) where id % 2 == 0
  write kept(even) to csv("out/kept.csv")
  write lines(rows) to jsonl("out/lines.jsonl")
  write bad(rows.errors) to jsonl("out/bad.jsonl")
}
`;
const rowOf = (id: number) => `${id === 20 ? 'none' : id},${`word ${id} `.repeat(8)}\n`;
const files = {
  'millrace.json': '{ "name": "failing", "version": "1.0.0" }',
  'main.flow': flow,
  'data/rows.csv': `id,word\n${Array.from({ length: count }, (_, id) => rowOf(id)).join('')}`,
};

const ids = (from: number, step: number) =>
  Array.from({ length: Math.ceil((count - from) / step) }, (_, i) => from + i * step);
const wantedKept = `id,word\n${ids(0, 2)
  .filter((id) => id !== 20)
  .map(rowOf)
  .join('')}`;

function expectWhole(folder: string): void {
  expectOutputs(folder);
  expect(runsIn(folder)).toEqual([]);
}

function expectOutputs(folder: string): void {
  expect(readFileSync(join(folder, 'out/kept.csv'), 'utf8') === wantedKept).toBe(true);
  const lines = readFileSync(join(folder, 'out/lines.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(ids(0, 1).filter((id) => id !== 20));
  expect(outIn(folder)).toEqual(['bad.jsonl', 'kept.csv', 'lines.jsonl']);
}

const outIn = (folder: string) => (existsSync(join(folder, 'out')) ? readdirSync(join(folder, 'out')).sort() : []);
const visibleIn = (folder: string) => outIn(folder).filter((name) => !name.startsWith('.'));
const runsIn = (folder: string) =>
  readdirSync(join(folder, '.millrace/runs')).filter((name) => name !== 'starting.lock');

/** Aborts when the run is under way and its ledger tells of something. */
async function cancelledRun(folder: string): Promise<void> {
  const abort = new AbortController();
  const onEvent = (event: RunEvent) => {
    if (isUnderWay(event)) abort.abort();
  };
  const finished = await ledgeredRun(folder, { signal: abort.signal, onEvent, clock: hurriedClock });
  expect(finished).toMatchObject({ status: 'cancelled', resumable: true });
}

/** Some of the records are in every output. */
function isUnderWay(event: RunEvent): boolean {
  return event.type === 'progress' && event.nodes.some(({ node, records }) => node === 'kept' && records > 2000);
}

/** Progress is told every few milliseconds. */
const hurriedClock = { ...systemClock, after: (ms: number, action: () => void) => systemClock.after(ms / 20, action) };

/** A file system of its own in the folder: only root may mount one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;
function mounted(folder: string, options: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', [folder]));
}

describe.runIf(canMount)('a disk that is full', () => {
  test('where outputs are written: the run goes on when there is room', async () => {
    const folder = projectFolder(files);
    mounted(join(folder, 'out'), 'size=1200k');
    const failed = await ledgeredRun(folder);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'disk-full' }, resumable: true });
    expect(visibleIn(folder)).toEqual([]);
    execFileSync('mount', ['-o', 'remount,size=64m', join(folder, 'out')]);
    expect(await ledgeredRun(folder, { isResumed: true })).toMatchObject({ status: 'succeeded', records: { bad: 1 } });
    expectWhole(folder);
  });

  test('where the ledger is written: the run fails with the reason, and goes on when there is room', async () => {
    const folder = projectFolder(files);
    const store = join(folder, '.millrace');
    mounted(store, 'size=512k');
    const abort = new AbortController();
    const onEvent = ({ type }: RunEvent) => {
      if (type === 'record-failed') fill(join(store, 'filler'));
    };
    const failed = await ledgeredRun(folder, { onEvent, signal: abort.signal });
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'disk-full' } });
    expect(visibleIn(folder)).toEqual([]);
    rmSync(join(store, 'filler'));
    expect(await ledgeredRun(folder, { isResumed: failed.resumable ?? false })).toMatchObject({ status: 'succeeded' });
    expectWhole(folder);
  });

  test('an output that cannot be written: nothing is left, and nothing is to be resumed', async () => {
    const folder = projectFolder(files);
    mounted(join(folder, 'out'), 'ro');
    const failed = await ledgeredRun(folder);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'file-not-permitted' } });
    expect({ resumable: failed.resumable, runs: runsIn(folder) }).toEqual({ resumable: undefined, runs: [] });
  });

  test.each(['4k', '32k'])(
    'where nothing is to be kept, %s of it being all there is: the run has no ledger',
    async (size) => {
      const folder = projectFolder(files);
      mounted(join(folder, '.millrace'), `size=${size}`);
      const run = { projectFolder: folder, runId: 'run', version: 'test', authored: await planIn(folder), choice: {} };
      await expect(beginRun(run)).rejects.toMatchObject({ code: 'disk-full' });
      expect(await beginRun({ ...run, runId: 'other', isUnrecorded: true })).toEqual({
        whyNotResumable: expect.stringContaining('the disk is full'),
      });
      const { code, stderr } = millrace(['run', 'main.flow', '--no-record'], { cwd: folder });
      expect([code, stderr]).toEqual([0, expect.stringContaining('the disk is full')]);
      expectOutputs(folder);
    },
  );

  test('a project that cannot be written runs without a ledger', async () => {
    const folder = projectFolder(files);
    mounted(join(folder, '.millrace'), 'ro');
    const run = { projectFolder: folder, runId: 'run', version: 'test', authored: await planIn(folder), choice: {} };
    expect(await beginRun(run)).toEqual({ whyNotResumable: expect.stringContaining('the file system is read-only') });
  });
});

function fill(path: string): void {
  const block = Buffer.alloc(1 << 14, 1);
  try {
    for (;;) appendFileSync(path, block);
  } catch {
    // Full.
  }
}

test('a source that is changed while it is read fails the run, whatever was read of it', async () => {
  const folder = projectFolder(files);
  const onEvent = ({ type }: RunEvent) => {
    if (type === 'record-failed') appendFileSync(join(folder, 'data/rows.csv'), rowOf(count));
  };
  const failed = await ledgeredRun(folder, { onEvent });
  expect(failed).toMatchObject({
    status: 'failed',
    error: {
      code: 'source-changed',
      node: 'rows',
      message: expect.stringMatching(/^"data\/rows.csv" was changed while/),
    },
  });
  expect(visibleIn(folder)).toEqual([]);
});

test('a source that was changed since is not gone on with', async () => {
  const folder = projectFolder(files);
  await cancelledRun(folder);
  appendFileSync(join(folder, 'data/rows.csv'), rowOf(count));
  expect(await ledgeredRun(folder, { isResumed: true })).toMatchObject({
    status: 'failed',
    error: { code: 'source-changed', message: expect.stringContaining('Run again without --resume') },
  });
  expect(visibleIn(folder)).toEqual([]);
});

test('a cancelled run goes on, again and again, and its counts are those of all attempts', async () => {
  const folder = projectFolder(files);
  await cancelledRun(folder);
  const events: RunEvent[] = [];
  const finished = await ledgeredRun(folder, { isResumed: true, onEvent: (event) => events.push(event) });
  const total = { kept: count / 2 - 1, lines: count - 1, bad: 1 };
  expect(finished).toMatchObject({ status: 'succeeded', records: total });
  const nodes = events.flatMap((event) => (event.type === 'node-finished' ? [[event.node, event.records]] : []));
  expect(Object.fromEntries(nodes)).toEqual({ rows: count - 1, even: count / 2 - 1, ...total });
  expect(events.filter(({ type }) => type === 'record-failed')).toEqual([]);
  expectWhole(folder);
});

test('a clock that jumps changes nothing', async () => {
  const folder = projectFolder(files);
  let jump = 0;
  const clock = { ...hurriedClock, now: () => Date.now() + (jump++ % 2 === 0 ? 1 : -1) * 86_400_000 };
  const abort = new AbortController();
  const onEvent = (event: RunEvent) => {
    if (isUnderWay(event)) abort.abort();
  };
  await ledgeredRun(folder, { clock, onEvent, signal: abort.signal });
  expect(await ledgeredRun(folder, { clock, isResumed: true })).toMatchObject({ status: 'succeeded' });
  expectWhole(folder);
});

test('runs of one project at the same time each write whole outputs, and clear nothing of each other away', async () => {
  const folder = projectFolder(files);
  const runs = await Promise.all([ledgeredRun(folder), ledgeredRun(folder), ledgeredRun(folder)]);
  expect(runs.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  expectWhole(folder);
});

test('a ledger is refused wherever it was damaged, or gives the same outputs', async () => {
  const folder = projectFolder(files);
  await cancelledRun(folder);
  const [run = ''] = runsIn(folder);
  const names = readdirSync(join(folder, '.millrace/runs', run));
  const places = names.flatMap((name) => [0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999].map((part) => ({ name, part })));
  for (const { name, part } of places) {
    const path = join(folder, '.millrace/runs', run, name);
    const whole = readFileSync(path);
    const at = Math.floor(part * whole.length);
    writeFileSync(path, whole.with(at, (whole[at] ?? 0) ^ 0x15));
    await expectRefused(folder);
    writeFileSync(path, whole);
  }
  expect(await ledgeredRun(folder, { isResumed: true })).toMatchObject({ status: 'succeeded' });
  expectWhole(folder);
});

/** A change where nothing stands may go unseen: then the run is ended at once, as far as it came. */
async function expectRefused(folder: string): Promise<void> {
  try {
    const { status } = await ledgeredRun(folder, { isResumed: true, signal: AbortSignal.abort() });
    expect(status).toBe('cancelled');
  } catch (error) {
    expect(String(error)).toMatch(/damaged|No run is unfinished|not what it was|begun by Millrace/);
  }
}
