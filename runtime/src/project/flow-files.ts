import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configName, isSearchedFolder, searchedFileMaxBytes } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';

/**
 * The `.flow` files that paths name: a file itself, of a folder all that are looked for below it, sorted, each once. `leftOut`
 * is told those of a folder that are too large to be looked for.
 */
export function flowFiles(paths: readonly string[], leftOut: (file: string) => void = () => {}): string[] {
  const found = paths.flatMap((path) => flowFilesAt(resolve(path), path, leftOut));
  return [...new Set(found)].sort();
}

function flowFilesAt(path: string, written: string, leftOut: (file: string) => void): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new RunError('file-not-found', `There is no file or folder ${written}`);
  if (!stat.isDirectory()) {
    if (path.endsWith('.flow')) return [path];
    throw new RunError('file-not-flow', `${written} is not a .flow file`);
  }
  const found = searchedFiles(path, '.flow');
  const large = found.filter(isLarge);
  large.forEach(leftOut);
  return found.filter((file) => !large.includes(file));
}

/** The files with this ending that are looked for below a folder. */
export function searchedFiles(folder: string, ending: string): string[] {
  return filesIn(folder, isSearchedFolder).filter((file) => file.endsWith(ending));
}

/** [P13] Those of a project: below its folder, as far as no other project begins there; without a millrace.json only those in it. */
export function projectFlowFiles(folder: string): string[] {
  const isProject = existsSync(join(folder, configName));
  const isPart = (name: string, path: string) =>
    isProject && isSearchedFolder(name) && !existsSync(join(path, configName));
  return filesIn(folder, isPart).filter((file) => file.endsWith('.flow'));
}

/** Absolute paths of all files below a folder but those in `node_modules` and in folders whose names begin with a dot. */
export function filesBelow(folder: string): string[] {
  return filesIn(folder, (name) => name !== 'node_modules' && !name.startsWith('.'));
}

/** Links to folders are no folders here, so that it ends. */
function filesIn(folder: string, isEntered: (name: string, path: string) => boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return isEntered(entry.name, path) ? filesIn(path, isEntered) : [];
  });
}

/** Too large to be looked for. */
export function isLarge(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > searchedFileMaxBytes;
}
