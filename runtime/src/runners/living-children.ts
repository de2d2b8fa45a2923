/**
 * Every process of user code, and who ends it when the runtime is gone. Code that never yields does not notice that the runtime
 * was killed, so a shell of a few lines waits for the end of its own input, which only the runtime's death brings, and kills what
 * was alive last. On Windows the system itself does so.
 */
import { type ChildProcess, spawn } from 'node:child_process';

const living = new Map<ChildProcess, number>();
let watcher: ChildProcess | undefined;

/** `isGroup`: it leads a group of its own, so that what it starts ends with it. */
export function keepWatch(child: ChildProcess, isGroup: boolean): void {
  if (child.pid === undefined) return;
  living.set(child, isGroup ? -child.pid : child.pid);
  tellWatcher();
  child.once('exit', () => {
    living.delete(child);
    tellWatcher();
  });
}

/** At once, with what it started. */
export function killChild(child: ChildProcess): void {
  const target = living.get(child);
  if (target === undefined) return;
  try {
    process.kill(target, 'SIGKILL');
  } catch {
    // It ended between its exit and the news of it.
  }
}

/** For a runtime that ends at once. */
export function killChildren(): void {
  for (const child of living.keys()) killChild(child);
}

/** Each line is the list of all that live; the last counts. */
const script = 'trap "" INT TERM HUP; while read -r line; do living=$line; done; [ -z "$living" ] || kill -9 $living';

function tellWatcher(): void {
  if (process.platform === 'win32') return;
  watcher ??= startWatcher();
  watcher.stdin?.write(`${[...living.values()].join(' ')}\n`);
}

function startWatcher(): ChildProcess {
  const started = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {} });
  started.once('error', () => {});
  started.once('exit', () => {
    watcher = undefined;
  });
  started.stdin?.on('error', () => {});
  started.unref();
  unrefStream(started.stdin);
  return started;
}

/** It must not keep the runtime alive. */
function unrefStream(stream: unknown): void {
  if (typeof stream === 'object' && stream !== null && 'unref' in stream && typeof stream.unref === 'function')
    stream.unref();
}
