import { exitCodes } from '../protocol.ts';
import type { Terminal } from './terminal.ts';

/** Lets the first Ctrl-C (or SIGTERM) cancel `work`, and the second end the process at once. */
export async function cancelOnSignals<T>({ stderr }: Terminal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const cancel = () => {
    if (controller.signal.aborted) process.exit(exitCodes.cancelled);
    stderr.write(`\n${stderr.colors.yellow('cancelling')}, once more to end at once\n`);
    controller.abort();
  };
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
  }
}
