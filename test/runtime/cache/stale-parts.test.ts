/** Parts of results that the project of cache.test.ts has not: Python, what others may change, and ports. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { computedIn, edit } from '../../support/cache-project.ts';
import { millrace } from '../../support/millrace-command.ts';
import { projectFolder } from '../../support/project-folder.ts';

test('another Python, or none, is another result of what it runs; told by its version', () => {
  const cwd = projectFolder({
    'main.flow': `flow F {
  task told { run: python("tell.py", function: "tell") }
  task other { run: bash("tell.sh") }
}
`,
    'tell.py': 'def tell(record, context): pass\n',
    'tell.sh': 'true\n',
  });
  expect(computedIn(cwd)).toEqual(['other', 'told']);
  expect(computedIn(cwd)).toEqual([]);
  writeFileSync(path.join(cwd, 'python'), '#!/bin/sh\necho Python 4.1.7\n', { mode: 0o755 });
  const asked = millrace(['status', '.'], { cwd, env: { MILLRACE_PYTHON: path.join(cwd, 'python') } });
  expect(asked.stdout).toMatch(/task told: stale; .*\n\s+Python 3\.\d+ is now 4\.1\n/);
  expect(asked.stdout).toMatch(/task other: up to date/);
});

test('why every run computes something again is said in words', () => {
  const cwd = projectFolder({
    'main.flow': `flow F {
  read rows: { id: string } from csv("rows.csv") { cache: off }
  write table(rows) to sqlite("x.db", table: "rows", mode: "replace")
}
`,
    'rows.csv': 'id\na\n',
  });
  computedIn(cwd);
  expect(millrace(['status', '.'], { cwd }).stdout).toBe(`F  main.flow
  write table: runs always; every run computes it again
    what it writes to (sqlite) others may change too
    at rows: it says cache: off
`);
});

test('what reads a port, or bad records, has them made again when it has changed', () => {
  const cwd = projectFolder({
    'main.flow': `flow F {
  read rows: { n: int32 } from csv("rows.csv")
  route level(rows) { high: n > 1, low: otherwise }
  select few(level.low) { n, k: 1 }
  write out(few) to jsonl("out.jsonl")
  task told(level.high) { run: node("tell.mjs", export: "tell") }
  write bad(told.errors) to jsonl("bad.jsonl")
}
`,
    'tell.mjs': `export const tell = ({ n }) => { if (n > 2) throw new Error('too many'); };`,
    'rows.csv': 'n\n1\n2\n3\n',
  });
  computedIn(cwd);
  edit(cwd, 'main.flow', (text) => text.replace('k: 1', 'k: 2'));
  expect(computedIn(cwd)).toEqual(['few', 'level', 'out', 'rows']);
  expect(readFileSync(path.join(cwd, 'out.jsonl'), 'utf8')).toBe('{"n":1,"k":2}\n');
  rmSync(path.join(cwd, 'bad.jsonl'));
  expect(computedIn(cwd)).toEqual(['bad', 'level', 'rows', 'told']);
  expect(readFileSync(path.join(cwd, 'bad.jsonl'), 'utf8')).toContain('too many');
});
