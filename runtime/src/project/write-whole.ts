import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes a file so that under its name there is either what was there before or the whole of the new content. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  makeWhole(path, (part) => writeFileSync(part, content, { flag: 'wx' }));
}

/** Lets `make` write under a temporary name beside the file, and gives it the name only when that went well. */
export function makeWhole<T>(path: string, make: (part: string) => T): T {
  const part = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const made = make(part);
    renameSync(part, path);
    return made;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
