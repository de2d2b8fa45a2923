import { resolve } from 'node:path';
import { writeWhole } from '../project/write-whole.ts';
import { displayPath } from './diagnostics/display-path.ts';
import type { Terminal } from './terminal.ts';

/** To the file that `--out` names, else to stdout. */
export function write(text: string, out: string | undefined, { stdout, stderr, cwd }: Terminal): void {
  if (out === undefined) {
    stdout.write(text);
    return;
  }
  const path = resolve(cwd, out);
  writeWhole(path, text);
  stderr.write(`Written to ${displayPath(path, cwd)}\n`);
}
