import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageOf } from './features/linked-diagnostics.ts';

/** The pages as they are shipped beside the bundle, and as they stand in the repository. */
const folders = [
  '../docs/reference/diagnostics/',
  '../../docs/reference/diagnostics/',
  '../../../docs/reference/diagnostics/',
];

/** The code of a mistake leads to a file beside this server: it needs no network. */
export function nodePages(): PageOf {
  const folder = folders.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(fileURLToPath(url)));
  return (code) => folder && new URL(`${code}.md`, folder).href;
}
