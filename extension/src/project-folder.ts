import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** As the runtime finds it: the nearest folder upwards of the file with a millrace.json; undefined where there is none. */
export function projectFolderOf(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'millrace.json'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
