import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { bundles } from '../../scripts/bundles.ts';

const root = path.join(import.meta.dirname, '../..');

/** The command as it is shipped, built from what the sources are now. */
export interface BuiltCommand extends Disposable {
  /** Absolute; to be run with this Node. */
  path: string;
}

/** Builds into a folder of its own, so that nobody's other build comes between. */
export async function buildCommand(): Promise<BuiltCommand> {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-built-'));
  const wanted = bundles().filter(({ name }) => name.startsWith('runtime'));
  mkdirSync(path.join(folder, 'dist'));
  // Libraries with native files are found as from the package.
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  // As in the package: without it Node would have to find out what kind of modules these are.
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const { options } of wanted)
    await build({ ...options, absWorkingDir: root, outdir: path.join(folder, 'dist'), logLevel: 'warning' });
  return {
    path: path.join(folder, 'dist/cli.js'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
