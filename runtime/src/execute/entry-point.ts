import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The absolute path of a file that is started as a worker or child, named as in an import by the module at `importer`
 * (`import.meta.url`). From sources it is the `.ts` file itself; in the bundle all entries lie beside it as
 * `<name>.entry.js`.
 */
export function entryPoint(relative: string, importer: string): string {
  const from = fileURLToPath(importer);
  if (from.endsWith('.ts')) return join(dirname(from), relative);
  return join(dirname(from), basename(relative).replace(/\.ts$/, '.js'));
}
