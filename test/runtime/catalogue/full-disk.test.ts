import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { millrace } from '../../support/millrace-command.ts';
import { projectFolder } from '../../support/project-folder.ts';

/** A file system of its own in the folder: only root may mount one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

test.runIf(canMount).each([
  [[], 'Cannot use the catalogue of runs'],
  [['--no-record'], 'Cannot use the lock of runs'],
])('where .millrace is full, a run with %j says so and what to do', (options, said) => {
  const cwd = projectFolder({
    'main.flow': 'flow F { read rows: { n: int32 } from csv("rows.csv") write out(rows) to jsonl("out.jsonl") }\n',
    'rows.csv': 'n\n1\n',
  });
  const store = path.join(cwd, '.millrace');
  mkdirSync(store);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${options.length > 0 ? 4 : 100}k`, 'tmpfs', store]);
  onTestFinished(() => void execFileSync('umount', [store]));
  const { code, stderr } = millrace(['run', 'main.flow', ...options], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain(`error: ${said}`);
  expect(stderr).toContain('the disk is full; make room or write elsewhere');
});
