/** What `onError` says in the text is what becomes of bad records, from the text to the files. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';
import { runFlow } from '../support/run-flow.ts';

const flowWith = (steps: string) => ({
  'in.jsonl': '{"id":1,"parts":2}\n{"id":2,"parts":0}\n{"id":3,"parts":7}\n',
  'main.flow': `schema S { id: int32, parts: int32 }
flow F {
  read rows: S from jsonl("in.jsonl")
${steps}
}
`,
});

const skipping: [string, string, number[]][] = [
  [
    'a select',
    `  select s(rows) { id, size: 12 / parts } with { onError: skip }
  write w(s) to jsonl("out.jsonl")`,
    [1, 3],
  ],
  [
    'a route',
    `  route r(rows) { large: 12 / parts > 5, small: otherwise } with { onError: skip }
  write w(r.small) to jsonl("out.jsonl")
  write x(r.large) to jsonl("large.jsonl")`,
    [3],
  ],
  [
    'an aggregate',
    `  aggregate g(rows) by id { most: max(12 / parts) } with { onError: skip }
  write w(g) to jsonl("out.jsonl")`,
    [1, 3],
  ],
];

test.each(skipping)('[N3] [P14] %s with onError: skip leaves its bad records out and counts them', (_, steps, kept) => {
  const cwd = projectFolder(flowWith(steps));
  const events = runFlow(cwd);
  const ids = readFileSync(path.join(cwd, 'out.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id);
  expect(ids).toEqual(kept);
  expect(events.filter(({ type }) => type === 'record-failed')).toEqual([
    expect.objectContaining({ message: 'The right side of "/" is zero', record: { id: 2, parts: 0 } }),
  ]);
});

test.each(skipping)('[N3] %s that says nothing ends the run at its first bad record', (_, steps) => {
  const cwd = projectFolder(flowWith(steps.replace(' with { onError: skip }', '')));
  const { code, stderr } = millrace(['run', 'main.flow'], { cwd });
  expect(code).not.toBe(0);
  expect(stderr).toContain('cannot process a record');
});
