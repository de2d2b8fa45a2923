/** flow.lock: what the names of other repositories meant when they were locked. Committed with the flows; written by `millrace lock`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileError } from '../connectors/files/file-errors.ts';
import { RunError } from '../execute/run-error.ts';
import { writeWhole } from '../project/write-whole.ts';

export const lockName = 'flow.lock';

export interface LockedCode {
  repository: string;
  /** As flows write it. */
  ref: string;
  /** 40 hex digits, or 64. */
  commit: string;
  /** SHA-256 over the paths and contents of all files of the commit, in hex. */
  digest: string;
}

/** Empty where there is no lock. Throws a RunError for one that cannot be read. */
export function readLock(projectFolder: string): LockedCode[] {
  const path = join(projectFolder, lockName);
  if (!existsSync(path)) return [];
  try {
    const { code } = JSON.parse(readFileSync(path, 'utf8')) as { code: unknown };
    if (Array.isArray(code) && code.every(isLocked)) return code;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw fileError(`Cannot read "${path}"`, error);
  }
  throw new RunError(
    'lock-invalid',
    `${path} is not what millrace lock writes; restore it, or remove it and lock again`,
  );
}

/** Sorted, so that the same references give the same file. */
export function writeLock(projectFolder: string, code: readonly LockedCode[]): void {
  const key = ({ repository, ref }: LockedCode) => `${repository}#${ref}`;
  const sorted = [...code].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  writeWhole(join(projectFolder, lockName), `${JSON.stringify({ version: 1, code: sorted }, null, 2)}\n`);
}

function isLocked(value: unknown): value is LockedCode {
  if (typeof value !== 'object' || value === null) return false;
  const { repository, ref, commit, digest } = value as Record<string, unknown>;
  const isText = [repository, ref].every((one) => typeof one === 'string');
  return isText && /^[0-9a-f]{40,64}$/.test(String(commit)) && /^[0-9a-f]{64}$/.test(String(digest));
}
