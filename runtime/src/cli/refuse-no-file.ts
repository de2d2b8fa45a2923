import { statSync } from 'node:fs';
import { RunError } from '../execute/run-error.ts';

/** Throws where `path`, written as `written` in the call, is no file. */
export function refuseNoFile(path: string, written: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new RunError('file-not-found', `There is no file ${written}`);
  if (!stat.isFile()) throw new RunError('file-not-found', `${written} is a folder, not a file`);
}
