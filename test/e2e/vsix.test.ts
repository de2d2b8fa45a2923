/** What ships: the allowed files, of this platform only, and not too many bytes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { build } from '../../scripts/build.ts';
import { packVsix, thisTarget } from '../../scripts/vsix.ts';
import { vsixFiles } from '../../scripts/vsix-files.ts';

let vsix: string;
beforeAll(async () => {
  await build();
  vsix = packVsix(thisTarget());
});

const stage = join('dist', 'vsix', thisTarget());

test('has at most 45 MiB', () => {
  expect(statSync(vsix).size).toBeLessThanOrEqual(45 * 1024 * 1024);
});

test('holds no sources, maps or development pages, and native files of this platform only', () => {
  const files = vsixFiles(thisTarget()).map(({ to }) => to);
  expect(files.filter((file) => /\.(ts|tsx|map)$|(^|\/)dev\./.test(file))).toEqual([]);
  const native = files.filter((file) => /\.(node|dll|dylib|so)(\.\d+)*$/.test(file));
  const [platform = '', arch = ''] = thisTarget().split('-');
  const isOurs = (file: string) =>
    file.includes(`/${platform}/${arch}/`) ||
    file.includes(`node-bindings-${thisTarget()}/`) ||
    file.endsWith(`better-sqlite3/prebuilds/${thisTarget()}.node`);
  expect(native.length).toBeGreaterThanOrEqual(4);
  expect(native.filter((file) => !isOurs(file))).toEqual([]);
});

test('has a manifest that leaves nothing to install', () => {
  const manifest = JSON.parse(readFileSync(join(stage, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest).toMatchObject({ name: 'millrace-vscode', publisher: 'millrace', main: './dist/extension.cjs' });
  expect(Object.keys(manifest)).not.toContain('dependencies');
});

test('brings a runtime that makes and runs a project by itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-vsix-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const cli = join(process.cwd(), stage, 'runtime', 'cli.js');
  const call = (args: string[], cwd: string) => spawnSync(process.execPath, [cli, ...args], { cwd, encoding: 'utf8' });
  expect(call(['new', 'first'], folder)).toMatchObject({ status: 0 });
  const run = call(['run', 'main.flow', '--json'], join(folder, 'first'));
  expect(run).toMatchObject({ status: 0 });
  expect(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
    type: 'run-finished',
    status: 'succeeded',
  });
});
