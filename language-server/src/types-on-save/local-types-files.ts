/**
 * The files of types on this machine. Refuses links, and folders that are somewhere else than they seem: a folder that somebody
 * trusts may hold links to folders that nobody does.
 */
import { lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { TypesFiles } from './types-files.ts';

export const localTypesFiles: TypesFiles = {
  read: ({ scheme, fsPath }) => (scheme === 'file' ? textOf(fsPath) : undefined),
  write({ fsPath }, text, folder) {
    const refusal = refusalOf(fsPath, folder.fsPath);
    if (refusal !== undefined) throw new Error(refusal);
    writeWhole(fsPath, text);
  },
};

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw failure;
  }
}

function refusalOf(path: string, folder: string): string | undefined {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) return `${path} is no plain file`;
  const way = relative(realpathSync(folder), realpathSync(dirname(path)));
  return way === '..' || way.startsWith(`..${sep}`) ? `${path} is really outside of ${folder}` : undefined;
}

function writeWhole(path: string, text: string): void {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (failure) {
    rmSync(part, { force: true });
    throw failure;
  }
}
