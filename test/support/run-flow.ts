import type { RunEvent } from 'millrace/protocol';
import { millrace } from './millrace-command.ts';

/** Runs `main.flow` of a folder with the real command to its end, and gives its events; throws with what it said when it failed. */
export function runFlow(folder: string): RunEvent[] {
  const { code, stdout, stderr } = millrace(['run', 'main.flow', '--json'], { cwd: folder });
  if (code !== 0) throw new Error(`millrace run ended with ${code}:\n${stdout}\n${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
