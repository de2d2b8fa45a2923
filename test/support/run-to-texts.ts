import { readFileSync } from 'node:fs';
import path from 'node:path';
import { millrace } from './millrace-command.ts';
import { projectFolder } from './project-folder.ts';

export interface RunTexts {
  code: number | null;
  stderr: string;
  /** What the run wrote under `out/`. */
  text(name: string): string;
}

/** Runs the flow `Main` of `main.flow` with the real command; `whenOver` is told how to clean up, which is after the test. */
export function runToTexts(files: Record<string, string>, whenOver?: (clean: () => void) => void): RunTexts {
  const cwd = projectFolder(files, whenOver);
  const { code, stderr } = millrace(['run', 'main.flow', '--flow', 'Main'], { cwd });
  return { code, stderr, text: (name) => readFileSync(path.join(cwd, 'out', name), 'utf8') };
}
