import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { millrace } from '../../support/millrace-command.ts';
import { projectFolder } from '../../support/project-folder.ts';

/** A file system of its own in the folder: only root may mount one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

test.runIf(canMount).each([
  ['fails', [], 1, 'error: Cannot use the catalogue of runs'],
  [
    'cannot be resumed',
    ['--no-record'],
    0,
    'note: this run cannot be resumed: nothing can be kept of it: Cannot use the lock of runs',
  ],
])('where .millrace is full, a run %s with %j, and says so and what to do', (_, options, wanted, said) => {
  const cwd = projectFolder({
    'main.flow': 'flow F { read rows: { n: int32 } from csv("rows.csv") write out(rows) to jsonl("out.jsonl") }\n',
    'rows.csv': 'n\n1\n',
  });
  const store = path.join(cwd, '.millrace');
  mkdirSync(store);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${options.length > 0 ? 4 : 100}k`, 'tmpfs', store]);
  onTestFinished(() => void execFileSync('umount', [store]));
  const { code, stderr } = millrace(['run', 'main.flow', ...options], { cwd });
  expect(code).toBe(wanted);
  expect(stderr).toContain(said);
  expect(stderr).toContain('the disk is full; make room or write elsewhere');
});
