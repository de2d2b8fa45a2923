/** The runtime as a child process: real processes, small scripts in place of the command. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeRuntime } from 'millrace-vscode';
import { expect, onTestFinished, test } from 'vitest';

function script(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-runtime-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'cli.mjs');
  writeFileSync(file, text);
  return { cwd: folder, runtime: nodeRuntime(process.execPath, file) };
}

test('hands on every line and the exit code, and passes arguments as they are', async () => {
  const { runtime, cwd } = script(
    'console.log(JSON.stringify(process.argv.slice(2))); console.error("why"); process.exit(2)',
  );
  const lines: string[] = [];
  const end = await runtime.start(['run', 'a b; $(x) "q"'], { cwd, onLine: (line) => lines.push(line) }).ended;
  expect(lines).toEqual([JSON.stringify(['run', 'a b; $(x) "q"'])]);
  expect(end).toMatchObject({ code: 2, signal: null, stderr: 'why\n' });
});

test('a stop is asked for first', async () => {
  const { runtime, cwd } = script(
    'process.on("SIGINT", () => process.exit(130)); console.log("up"); setInterval(() => {}, 1000)',
  );
  const child = runtime.start([], { cwd, onLine: () => child.stop(60_000) });
  expect(await child.ended).toMatchObject({ code: 130 });
});

test('a process that does not stop is ended after its grace period', async () => {
  const { runtime, cwd } = script('process.on("SIGINT", () => {}); console.log("up"); setInterval(() => {}, 1000)');
  const child = runtime.start([], { cwd, onLine: () => child.stop(50) });
  expect(await child.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
});

test('a runtime that cannot be started says so', async () => {
  const runtime = nodeRuntime('/no/such/node', 'cli.js');
  await expect(runtime.start([], { cwd: tmpdir() }).ended).rejects.toThrow('Cannot start the Millrace runtime');
});

test('what it keeps of a long output is bounded', async () => {
  const { runtime, cwd } = script('for (let i = 0; i < 3000; i++) console.log("x".repeat(1000))');
  let lines = 0;
  const end = await runtime.start([], { cwd, onLine: () => lines++ }).ended;
  expect(lines).toBe(3000);
  expect(end.stdout.length).toBe(1024 * 1024);
});
