import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileError } from '../connectors/files/file-errors.ts';
import { partPathOf, removePart, removeStaleParts } from '../connectors/files/part-name.ts';

/**
 * Writes a file so that under its name there is either what was there before or the whole of the new content. Makes its folder.
 * `mode`: its permissions; those of a new file if absent. Throws a RunError that names the file.
 */
export function writeWhole(path: string, content: string | Uint8Array, mode?: number): void {
  makeWhole(path, (part) => {
    writeFileSync(part, content, { flag: 'wx' });
    if (mode !== undefined) chmodSync(part, mode);
  });
}

/** Lets `make` write a file or folder under a temporary name beside its own, which it gets only when that went well. */
export function makeWhole<T>(path: string, make: (part: string) => T): T {
  const part = partPathOf(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    removeStaleParts(path);
    const made = make(part);
    renameSync(part, path);
    return made;
  } catch (error) {
    removePart(part);
    throw fileError(`Cannot write "${path}"`, error);
  }
}
