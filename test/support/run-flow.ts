import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { RunEvent } from 'millrace/protocol';

const command = path.join(import.meta.dirname, '../../runtime/src/cli/main.ts');

/** Runs `main.flow` of a folder with the real command to its end, and gives its events; throws with what it said when it failed. */
export function runFlow(folder: string, ...options: string[]): RunEvent[] {
  const args = [command, 'run', 'main.flow', '--json', ...options];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(`millrace run ended with ${run.status}:\n${run.stdout}\n${run.stderr}`);
  return run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
