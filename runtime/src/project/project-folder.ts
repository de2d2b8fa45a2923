import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configName } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';

/** The nearest folder with a millrace.json from `path` upwards; else the folder itself, or the file's own. */
export function projectFolderOf(path: string): string {
  const absolute = resolve(path);
  const stat = statSync(absolute, { throwIfNoEntry: false });
  if (!stat) throw new RunError('file-not-found', `There is no file or folder ${path}`);
  return projectFolderAround(stat.isDirectory() ? absolute : dirname(absolute));
}

/** The nearest folder with a millrace.json from this one upwards, else this one. */
export function projectFolderAround(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, configName))) return folder;
    if (folder === dirname(folder)) return start;
  }
}
