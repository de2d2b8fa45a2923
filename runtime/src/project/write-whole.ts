import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileError } from '../connectors/files/file-errors.ts';

/**
 * Writes a file so that under its name there is either what was there before or the whole of the new content. Makes its folder.
 * Throws a RunError that names the file.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  makeWhole(path, (part) => writeFileSync(part, content, { flag: 'wx' }));
}

/** Lets `make` write under a temporary name beside the file, and gives it the name only when that went well. */
export function makeWhole<T>(path: string, make: (part: string) => T): T {
  const part = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const made = make(part);
    renameSync(part, path);
    return made;
  } catch (error) {
    removePart(part);
    throw fileError(`Cannot write "${path}"`, error);
  }
}

/** What stopped the writing may stop this too, and is the failure to tell. */
function removePart(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // A hidden file with a name of its own is left, never one under the final name.
  }
}
