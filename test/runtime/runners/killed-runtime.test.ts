/** Code of steps does not outlive the runtime, however that ends and whatever the code is at. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { type Language, runnerOf } from '../../support/run-code.ts';
import { projectWith } from '../../support/run-plans.ts';

/** Prints the ids of its processes in one line, and goes on for ever. */
const endless: [string, Language, string][] = [
  [
    'waits',
    'node',
    'export const step = () => new Promise(() => { console.log(process.pid); setInterval(() => {}, 1000); });',
  ],
  ['never yields', 'node', 'export const step = () => { console.log(process.pid); while (true); };'],
  ['never yields', 'python', 'import os\ndef step(record, context):\n  print(os.getpid())\n  while True: pass'],
  [
    'waits for a process of its own',
    'python',
    `import os, subprocess, sys
def step(record, context):
    other = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    print(os.getpid(), other.pid)
    other.wait()
`,
  ],
  ['never yields', 'bash', 'echo $$; while :; do :; done'],
  ['waits for a process of its own', 'bash', 'sleep 1000 & echo "$$ $!"; wait'],
];

describe.each(['SIGKILL', 'SIGTERM'] as const)('a runtime that ends by %s', (signal) => {
  test.each(endless)('takes code along that %s (%s)', async (_, language, code) => {
    await using project = await projectWith({
      [runnerOf(language).file]: code,
      'in.jsonl': '{"id":1,"text":""}\n',
    });
    const runtime = spawn(process.execPath, ['test/support/endless-run.ts', project.folder, language], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await once(runtime.stdout, 'data');
    const pids = String(output).trim().split(' ').map(Number);
    const running = () => (process.platform === 'linux' ? runningIn(project.folder) : pids.filter(isRunning));
    expect(running().length).toBeGreaterThanOrEqual(pids.length);
    runtime.kill(signal);
    await vi.waitFor(() => expect(running()).toEqual([]), { timeout: 10_000 });
  });
});

/** Whatever they are called where they are confined. */
function runningIn(folder: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => folderOf(pid) === folder).map(Number);
}

function folderOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
