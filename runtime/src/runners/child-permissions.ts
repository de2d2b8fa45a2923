import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * What the process of a task may do, as arguments for Node: read the project, the files its stage names, installed libraries
 * and its own code. It may not write files, start processes or threads, or load native code.
 */
export function permissionArguments(projectFolder: string, files: readonly string[], entry: string): string[] {
  const readable = [
    projectFolder,
    ...files.map((file) => resolve(projectFolder, file)),
    ...librariesAbove(projectFolder),
    codeFolder(entry),
  ];
  return ['--permission', ...readable.map((folder) => `--allow-fs-read=${folder}`)];
}

/** In the bundle an entry stands alone in its folder; from sources it imports its neighbours and other packages. */
function codeFolder(entry: string): string {
  return entry.endsWith('.ts') ? resolve(dirname(entry), '../../..') : dirname(entry);
}

function librariesAbove(folder: string): string[] {
  const parent = dirname(folder);
  if (parent === folder) return [];
  const libraries = join(parent, 'node_modules');
  return [...(existsSync(libraries) ? [libraries] : []), ...librariesAbove(parent)];
}
