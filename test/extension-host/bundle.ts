import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const stage = join(process.cwd(), 'dist', 'extension-host');

/** Bundles an entry of the suite for the extension host; gives the path of the bundle. */
export async function bundleSuite(entry: 'electron-entry' | 'companion'): Promise<string> {
  const outfile = join(stage, `${entry}.cjs`);
  const entryPoints = [join(import.meta.dirname, `${entry}.ts`)];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    target: 'node22',
  });
  return outfile;
}

const manifest = {
  name: 'millrace-companion',
  publisher: 'millrace',
  version: '0.0.1',
  engines: { vscode: '^1.101.0' },
  main: './companion.cjs',
  activationEvents: ['onStartupFinished'],
};

/** The companion extension as a VSIX. */
export async function packCompanion(): Promise<string> {
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  await bundleSuite('companion');
  writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(stage, 'README.md'), 'Runs the cases of the extension host.\n');
  const out = join(process.cwd(), 'dist', 'millrace-companion.vsix');
  const vsce = join(process.cwd(), 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', out];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: stage, encoding: 'utf8' });
  if (status !== 0) throw new Error(`vsce could not pack the companion:\n${stdout}${stderr}`);
  return out;
}
