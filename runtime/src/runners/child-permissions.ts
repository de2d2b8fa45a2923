import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ProcessSetting } from './wire.ts';

/**
 * What the process of a task may do, as arguments for Node: read the project, the files its stage names, installed libraries
 * and its own code, and write the folders that it was granted. It may not start processes or threads, or load native code.
 */
export function permissionArguments(
  { projectFolder, reads, writes }: Pick<ProcessSetting, 'projectFolder' | 'reads' | 'writes'>,
  entry: string,
): string[] {
  const readable = [
    projectFolder,
    ...reads.map((file) => resolve(projectFolder, file)),
    ...librariesAbove(projectFolder),
    codeFolder(entry),
  ];
  const writable = writes.map((folder) => resolve(projectFolder, folder));
  return [
    '--permission',
    ...[...readable, ...writable].map((path) => `--allow-fs-read=${path}`),
    ...writable.map((path) => `--allow-fs-write=${path}`),
  ];
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
