import type { PinnedCode } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import { fetchCode } from './fetch-code.ts';
import { type LockedCode, readLock, writeLock } from './flow-lock.ts';
import { isThere, pinnedFile } from './pinned-file.ts';

export interface LockOptions {
  /** Asks again what tags and branches mean. */
  update?: boolean;
  signal?: AbortSignal;
}

/**
 * Locks what flows name and fetches what is not there. A name that is locked keeps its commit; what nobody names any more leaves the
 * lock. Rejects with a RunError; the lock is then as it was.
 */
export async function lockCode(
  projectFolder: string,
  code: readonly PinnedCode[],
  { update, signal }: LockOptions = {},
): Promise<LockedCode[]> {
  const before = readLock(projectFolder);
  const locked = new Map<string, LockedCode>();
  for (const { repository, ref } of code) {
    const name = `${repository}#${ref}`;
    if (locked.has(name)) continue;
    const known = before.find((one) => one.repository === repository && one.ref === ref);
    locked.set(name, await lockOne(projectFolder, { repository, ref }, update ? undefined : known, signal));
  }
  const all = [...locked.values()];
  if (all.length > 0 || before.length > 0) writeLock(projectFolder, all);
  for (const one of code) refuseMissing(projectFolder, one);
  return all;
}

async function lockOne(
  projectFolder: string,
  named: Pick<LockedCode, 'repository' | 'ref'>,
  known: LockedCode | undefined,
  signal: AbortSignal | undefined,
): Promise<LockedCode> {
  if (known !== undefined && isThere(projectFolder, known)) return known;
  const fetched = await fetchCode(projectFolder, named, known?.commit ?? named.ref, signal);
  if (known === undefined || fetched.digest === known.digest) return fetched;
  throw new RunError(
    'lock-changed',
    `${named.repository} gives other files for the commit ${known.commit} than flow.lock says. Find out why before you lock it again with --update`,
  );
}

function refuseMissing(projectFolder: string, code: PinnedCode): void {
  if (pinnedFile(projectFolder, code) !== undefined) return;
  throw new RunError('file-not-found', `There is no file "${code.path}" in ${code.repository} at ${code.ref}`);
}
