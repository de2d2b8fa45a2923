import { killChildren } from '../runners/living-children.ts';
import { showCursor } from './run/cursor.ts';
import type { Stream, Terminal } from './terminal.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Signals are the process's, so the outermost work takes them for all that it does. */
let around: AbortSignal | undefined;

/** Lets the first Ctrl-C (or SIGTERM) cancel `work`, and the second end the process at once. */
export async function cancelOnSignals<T>({ stderr }: Terminal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (around !== undefined) return work(around);
  const controller = new AbortController();
  around = controller.signal;
  const cancel = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) return endAtOnce(signal, stderr);
    stderr.write(`\n${stderr.colors.yellow('cancelling')}, once more to end at once\n`);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, cancel);
  try {
    return await work(controller.signal);
  } finally {
    around = undefined;
    for (const signal of signals) process.off(signal, cancel);
  }
}

/** By the signal itself, which shells show as 130: an orderly exit waits for native code that is at work, or aborts in it. */
function endAtOnce(signal: NodeJS.Signals, stderr: Stream): void {
  if (stderr.isInteractive) stderr.write(showCursor);
  killChildren();
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
