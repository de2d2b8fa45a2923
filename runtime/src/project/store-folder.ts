import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileError } from '../connectors/files/file-errors.ts';

export const storeFolderName = '.millrace';

/**
 * The folder of what Millrace itself keeps of a project: the catalogue, unfinished runs, artefacts. Version control is told to
 * leave it alone, and nothing of it goes into packages. `under` is made in it. Throws a RunError where it cannot be made.
 */
export function makeStoreFolder(projectFolder: string, ...under: string[]): string {
  const folder = join(projectFolder, storeFolderName);
  const wanted = join(folder, ...under);
  try {
    for (const [i] of under.entries()) makeFolder(join(folder, ...under.slice(0, i)));
    makeFolder(wanted);
    ignoreAll(join(folder, '.gitignore'));
  } catch (error) {
    throw fileError(`Cannot make "${wanted}", where Millrace keeps what it knows of runs`, error);
  }
  return wanted;
}

/** Not with `recursive`: on a read-only file system that says the folder is not found. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function ignoreAll(path: string): void {
  try {
    writeFileSync(path, '*\n', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
