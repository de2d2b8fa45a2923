import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RunError } from '../execute/run-error.ts';

/**
 * The `.flow` files that paths name: a file itself, of a folder all below it, sorted, each once. Passes by `node_modules`, folders
 * whose names begin with a dot, and links to folders, so that it ends.
 */
export function flowFiles(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => flowFilesAt(resolve(path), path)))].sort();
}

function flowFilesAt(path: string, written: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new RunError('file-not-found', `There is no file or folder ${written}`);
  if (stat.isDirectory()) return filesBelow(path).filter((file) => file.endsWith('.flow'));
  if (path.endsWith('.flow')) return [path];
  throw new RunError('file-not-flow', `${written} is not a .flow file`);
}

/** Absolute paths of all files below a folder, with the same folders passed by. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : filesBelow(path);
  });
}
