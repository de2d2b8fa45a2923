/**
 * Modules of the runtime that the server starts as processes. They are found by a path made at run time, so that the server never
 * depends on the runtime: beside this bundle (the command's), in an installed extension, in a built repository, or as source.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const places = [
  './NAME.entry.js',
  '../runtime/NAME.entry.js',
  '../../runtime/dist/NAME.entry.js',
  '../../../runtime/src/sql/NAME.entry.ts',
];

/** Its path; undefined where there is no runtime. */
export function runtimeModule(name: 'describe-query' | 'describe-file'): string | undefined {
  const urls = places.map((place) => new URL(place.replace('NAME', name), import.meta.url));
  const found = urls.find((url) => existsSync(url));
  return found && fileURLToPath(found);
}
