import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

/** More than the queues hold, in small batches, so that ports that wait for each other would stand still. */
const count = 100_000;

function run(flow: string, rows: string): (name: string) => string {
  const cwd = projectFolder({ 'main.flow': flow, 'rows.jsonl': rows });
  const { code, stderr } = millrace(['run', 'main.flow'], { cwd });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return (name) => readFileSync(path.join(cwd, name), 'utf8');
}

test('[N14] each record leaves by the first port that takes it, and the bad ones by errors', () => {
  const read = run(
    `
schema Row { id: int32, n: int32? }
flow Main {
  read rows: Row from jsonl("rows.jsonl")
  route by(rows) { zero: n == 0, large: 100 / n < 10, odd: n % 2 == 1 and 10 / (n - 3) > -100, none: n == null }
  write zero(by.zero) to jsonl("zero.jsonl")
  write large(by.large) to jsonl("large.jsonl")
  write odd(by.odd) to jsonl("odd.jsonl")
  write none(by.none) to jsonl("none.jsonl")
  select bad(by.errors) { message }
  write bads(bad) to jsonl("bad.jsonl")
}
`,
    '{"id":1,"n":0}\n{"id":2,"n":50}\n{"id":3,"n":5}\n{"id":4,"n":4}\n{"id":5}\n{"id":6,"n":3}\n',
  );
  expect(read('zero.jsonl')).toBe('{"id":1,"n":0}\n');
  expect(read('large.jsonl')).toBe('{"id":2,"n":50}\n');
  expect(read('odd.jsonl')).toBe('{"id":3,"n":5}\n');
  expect(read('none.jsonl')).toBe('{"id":5,"n":null}\n');
  expect(read('bad.jsonl')).toContain('is zero');
});

test('[N16] a union takes its inputs in turn and in step, in the same order in every run', () => {
  const flow = `
schema Row { id: int32, n: float32? }
flow Main {
  read rows: Row from jsonl("rows.jsonl") { batch: { max: 100 } }
  route half(rows) { even: id % 2 == 0, odd: otherwise }
  select wide(half.odd) { n: n ?? 0, id: int64(id) }
  filter few(half.even) where id % 100 == 0
  union all(few, wide, half.odd)
  write out(all) to jsonl("out.jsonl")
}
`;
  const rows = Array.from({ length: count }, (_, id) => `{"id":${id},"n":1}\n`).join('');
  const out = run(flow, rows)('out.jsonl');
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(count / 100 + count);
  expect(lines.slice(0, 3)).toEqual(['{"id":0,"n":1}', '{"id":1,"n":1}', '{"id":3,"n":1}']);
  expect(run(flow, rows)('out.jsonl')).toBe(out);
}, 60_000);
