/** Runs a project in processes that are killed, until one of them comes to its end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from 'millrace/protocol';
import type { End } from './attempt.ts';

/** Node keeps what it has compiled. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'millrace-test-compile-cache') };
const program = join(import.meta.dirname, 'attempt.ts');

/** When an attempt is ended: by itself at a place that it knows, or from outside after a time. */
export type Kill = End | { afterMs: number; signal: NodeJS.Signals };

export interface Attempt {
  /** Before it came to its end. */
  isEnded: boolean;
  code: number | null;
  events: RunEvent[];
  stderr: string;
  durationMs: number;
}

/** `onStarted` is given what kills the process, for who sees from outside when that should be. */
export async function attemptRun(
  folder: string,
  kill?: Kill,
  onStarted: (kill: () => void) => void = () => {},
): Promise<Attempt> {
  const end = kill === undefined || 'afterMs' in kill ? [] : [JSON.stringify(kill)];
  const startedMs = performance.now();
  const child = spawn(process.execPath, [program, folder, ...end], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onStarted(() => void child.kill('SIGKILL'));
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (data: Buffer) => {
    // The time counts from the first event on: what comes before it has begun nothing.
    if (timer === undefined && kill !== undefined && 'afterMs' in kill)
      timer = setTimeout(() => child.kill(kill.signal), kill.afterMs);
    stdout.push(data);
  });
  child.stderr.on('data', (data: Buffer) => stderr.push(data));
  const [code, by] = await once(child, 'close');
  clearTimeout(timer);
  return {
    isEnded: by !== null || code === 130,
    code,
    events: eventsOf(Buffer.concat(stdout).toString()),
    stderr: Buffer.concat(stderr).toString(),
    durationMs: performance.now() - startedMs,
  };
}

/** The last line may have been cut off. */
function eventsOf(text: string): RunEvent[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}
