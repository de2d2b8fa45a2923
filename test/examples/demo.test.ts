/** What the README says first: the demo, in a tree that nothing was built in. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'millrace-demo-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packages = ['grammar', 'language-server', 'runtime', 'webview', 'extension'];
const others = ['scripts', 'examples', 'docs', 'package.json', 'tsconfig.json', 'tsconfig.base.json'];
const made = new Set(['node_modules', 'dist', 'out', '.millrace']);

test('the demo builds what it needs, and scores its payments', () => {
  for (const name of [...packages, ...others])
    cpSync(name, path.join(folder, name), { recursive: true, filter: (file) => !made.has(path.basename(file)) });
  for (const name of ['node_modules', 'runtime/node_modules'])
    if (existsSync(name)) symlinkSync(path.resolve(name), path.join(folder, name));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/demo.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
  const outputs = ['scores.parquet', 'alerts.csv', 'main.svg'].map((name) => `examples/card-fraud/out/${name}`);
  expect(outputs.filter((name) => !existsSync(path.join(folder, name)))).toEqual([]);
}, 240_000);
