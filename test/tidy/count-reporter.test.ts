/** The line CI reads must never say that nothing failed when something did. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const reporter = resolve('test/support/plain-count-reporter.ts');
const vitest = resolve('node_modules/vitest/vitest.mjs');

/** The closing line of a run of one test file. */
function closingLine(text: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-count-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'one.test.js'), text);
  const args = [vitest, 'run', '--root', folder, '--globals', '--reporter', reporter];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return stdout.trim().split('\n').at(-1);
}

test.each([
  ['a test that fails', 'test("a", () => {}); test("b", () => { throw new Error("no"); });', '1 passed, 1 failed'],
  ['a file that cannot be loaded', 'throw new Error("no");', '0 passed, 1 failed'],
  [
    'a file whose beforeAll fails',
    'beforeAll(() => { throw new Error("no"); }); test("a", () => {});',
    '0 passed, 1 failed, 1 skipped',
  ],
  [
    'a suite whose beforeAll fails',
    'describe("s", () => { beforeAll(() => { throw new Error("no"); }); test("a", () => {}); }); test("b", () => {});',
    '1 passed, 1 failed, 1 skipped',
  ],
  [
    'a suite whose afterAll fails',
    'describe("s", () => { afterAll(() => { throw new Error("no"); }); test("a", () => {}); });',
    '1 passed, 1 failed',
  ],
])('counts %s', (_, text, line) => {
  expect(closingLine(text)).toBe(line);
});
