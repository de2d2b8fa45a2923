/** Runs a plan in a folder of its own and keeps what it said. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Plan } from '@millrace/grammar';
import { type Checkpoints, type Clock, type Reviews, runPlan } from 'millrace';
import type { RunEvent, RunFinished } from 'millrace/protocol';

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

export interface RunRecord {
  finished: RunFinished;
  events: RunEvent[];
  all<Type extends RunEvent['type']>(type: Type): EventOf<Type>[];
  /** Status by node. */
  statuses(): Record<string, string>;
}

/** A folder for one test; `files` maps paths to contents. It is removed with the test's `using`. */
export async function projectWith(files: Record<string, string | Uint8Array>) {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-run-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return {
    folder,
    text: (path: string) => readFile(join(folder, path), 'utf8'),
    jsonLines: async (path: string) =>
      (await readFile(join(folder, path), 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    /** Paths of all files, sorted. */
    files: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface RunSetting {
  signal?: AbortSignal;
  clock?: Clock;
  checkpoints?: Checkpoints;
  reviews?: Reviews;
  onEvent?(event: RunEvent): void;
}

export async function runIn(folder: string, plan: Plan, setting: RunSetting = {}): Promise<RunRecord> {
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => {
    events.push(event);
    setting.onEvent?.(event);
  };
  const finished = await runPlan(plan, { ...setting, projectFolder: folder, runId: 'run-1', onEvent });
  const all = <Type extends RunEvent['type']>(type: Type) =>
    events.filter((event): event is EventOf<Type> => event.type === type);
  const statuses = () => Object.fromEntries(all('node-finished').map(({ node, status }) => [node, status]));
  return { finished, events, all, statuses };
}

/** A clock that stands still and shows progress at every turn of the event loop; nothing else is ever due on it. */
export const eagerClock: Clock = {
  now: () => 0,
  after: (delayMs, action) => {
    if (delayMs !== 250) return () => {};
    const timer = setImmediate(action);
    return () => clearImmediate(timer);
  },
};
