/** Where the project has code of other repositories: a folder for each commit, whole and as flow.lock says, or as good as not there. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PinnedCode } from '@millrace/grammar';
import { storeFolderName } from '../project/store-folder.ts';
import { type LockedCode, lockName, readLock } from './flow-lock.ts';

export const codeFolder = 'code';

/** The URI of a locked file; undefined where it is not locked, not fetched, or other than it was. */
export function pinnedFile(projectFolder: string, code: PinnedCode): string | undefined {
  const locked = readLock(projectFolder).find(
    ({ repository, ref }) => repository === code.repository && ref === code.ref,
  );
  if (locked === undefined || !isThere(projectFolder, locked)) return undefined;
  const file = join(projectFolder, treePath(locked), code.path);
  return existsSync(file) ? pathToFileURL(file).href : undefined;
}

export function isThere(projectFolder: string, locked: LockedCode): boolean {
  const folder = join(projectFolder, treePath(locked));
  return existsSync(folder) && treeDigest(folder) === locked.digest;
}

/** Of a project, with `/`. */
export function treePath({ repository, commit }: Pick<LockedCode, 'repository' | 'commit'>): string {
  const name = createHash('sha256').update(`${repository}#${commit}`).digest('hex').slice(0, 16);
  return posix.join(storeFolderName, codeFolder, name);
}

/** SHA-256 in hex over the paths and contents of all files, sorted by path. */
export function treeDigest(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesIn(folder)) {
    const content = createHash('sha256').update(readFileSync(file)).digest('hex');
    hash.update(`${content}  ${relative(folder, file).split(sep).join('/')}\n`);
  }
  return hash.digest('hex');
}

/** All that a package needs beside the file of a task so that its lock holds there too; nothing for a file of the project. */
export function pinnedFiles(projectFolder: string, file: string): string[] {
  const [store, code, tree] = file.split('/');
  if (store !== storeFolderName || code !== codeFolder || tree === undefined) return [];
  return [join(projectFolder, lockName), ...filesIn(join(projectFolder, store, code, tree))];
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
