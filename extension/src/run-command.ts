import { type CancellationToken, ProgressLocation, window } from 'vscode';
import type { Millrace } from './millrace.ts';
import { Problem } from './problem.ts';
import type { RuntimeEnd } from './runtime/runtime.ts';

const gracePeriodMs = 2000;

/** Runs a short command of the runtime behind a notification with a cancel button; undefined when it was cancelled. */
export async function runCommand(
  { runtime, log }: Pick<Millrace, 'runtime' | 'log'>,
  title: string,
  args: readonly string[],
  cwd: string,
): Promise<RuntimeEnd | undefined> {
  log.info(`millrace ${args.join(' ')}`);
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (_, token: CancellationToken) => {
    const child = runtime.start(args, { cwd, onErrorLine: (line) => log.info(line) });
    token.onCancellationRequested(() => child.stop(gracePeriodMs));
    const end = await child.ended;
    return token.isCancellationRequested ? undefined : end;
  });
}

/** The result a `--json` command printed; a `Problem` with its own words where it failed. */
export function resultOf<T>({ code, stdout, stderr }: RuntimeEnd): T {
  try {
    return JSON.parse(stdout) as T;
  } catch {
    throw new Problem(stderr.trim() || `The runtime ended with code ${code} and said nothing.`);
  }
}
