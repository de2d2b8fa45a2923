import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

test('[N19] [N22] a flow that uses another one, in a group, runs as one flow', () => {
  const cwd = projectFolder({
    'main.flow': `
import { Scaled } from "./lib/scaled.flow"
schema Row { id: int32, n: float64 }
flow Main(factor: float64 = 2) {
  read rows: Row from jsonl("rows.jsonl")
  group "Work" {
    use twice: Scaled(rows: rows, factor: factor)
    use more: Scaled(rows: twice.large, factor: factor * 5)
  }
  write large(more.large) to jsonl("large.jsonl")
  write small(twice.small) to jsonl("small.jsonl")
}
`,
    'lib/scaled.flow': `
flow Scaled(rows: stream { id: int32, n: float64 }, factor: float64) -> large, small {
  select scaled(rows) { id, n: n * factor }
  filter large(scaled) where n >= 10
  filter small(scaled) where n < 10
}
`,
    'rows.jsonl': '{"id":1,"n":1}\n{"id":2,"n":6}\n',
  });
  const { code } = millrace(['run', 'main.flow', '--flow', 'Main'], { cwd });
  expect(code).toBe(0);
  expect(readFileSync(path.join(cwd, 'large.jsonl'), 'utf8')).toBe('{"id":2,"n":120}\n');
  expect(readFileSync(path.join(cwd, 'small.jsonl'), 'utf8')).toBe('{"id":1,"n":2}\n');
});

describe('run --to a use', () => {
  const flows = {
    'main.flow': `
flow Main {
  read rows: { n: int32 } from jsonl("rows.jsonl")
  use one: Half(rows: rows)
  use both: Halves(rows: one)
  write even(both.even) to jsonl("even.jsonl")
  write odd(both.odd) to jsonl("odd.jsonl")
}
flow Half(rows: stream { n: int32 }) -> half { select half(rows) { n: floor(n / 2) } }
flow Halves(rows: stream { n: float64 }) -> even, odd { route r(rows) { low: n < 1, high: otherwise } filter even(r.low) where n > 0 filter odd(r.high) where n > 0 }
`,
    'rows.jsonl': '{"n":1}\n{"n":4}\n',
  };
  const runTo = (to: string) => {
    const cwd = projectFolder(flows);
    const { code, stdout, stderr } = millrace(['run', 'main.flow', '--flow', 'Main', '--to', to, '--json'], { cwd });
    return { code, stderr, nodes: nodesIn(stdout) };
  };

  test.each([
    ['one', ['rows', 'one.half']],
    ['one.half', ['rows', 'one.half']],
    ['both.odd', ['rows', 'one.half', 'both.r', 'both.odd']],
    ['even', ['rows', 'one.half', 'both.r', 'both.even', 'even']],
  ])('runs what gives its output: %s', (to, nodes) => expect(runTo(to)).toEqual({ code: 0, stderr: '', nodes }));

  test('that has several outputs says which', () =>
    expect(runTo('both')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"both" has several outputs; name one of both.even, both.odd'),
    }));
});

/** Of what is run, in the order of the plan. */
function nodesIn(stdout: string): string[] {
  const events = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return events.flatMap(({ type, nodes }) =>
    type === 'run-started' ? nodes.map(({ name }: { name: string }) => name) : [],
  );
}

test('code in a flow that is used sees the parameters of that flow', () => {
  const cwd = projectFolder({
    'main.flow': `
import { Scaled } from "./scaled.flow"
flow Main(factor: float64 = 2, other: int32 = 1) {
  read rows: { n: float64 } from jsonl("rows.jsonl")
  use more: Scaled(rows: rows, factor: factor * 5)
  write out(more) to jsonl("out.jsonl")
}
`,
    'scaled.flow': `
flow Scaled(rows: stream { n: float64 }, factor: float64) -> scaled {
  task scaled(rows) -> { n: float64, seen: string } { run: node("scaled.js") }
}
`,
    'scaled.js': 'export default ({ n }, { parameters: p }) => ({ n: n * p.factor, seen: Object.keys(p).join(" ") });',
    'rows.jsonl': '{"n":1}\n',
  });
  expect(millrace(['run', 'main.flow'], { cwd }).code).toBe(0);
  expect(readFileSync(path.join(cwd, 'out.jsonl'), 'utf8')).toBe('{"n":10,"seen":"factor"}\n');
});

test('[T1] [T2] code in a flow that is used gets the records that the flow says, whatever it is handed', () => {
  const cwd = projectFolder({
    'main.flow': `
flow Main {
  read rows: { f: float32, more: string, n: int32, v: float32[2], deep: { big: uint8, extra: string }[] } from jsonl("rows.jsonl")
  use seen: Inner(rows: rows)
  write out(seen) to jsonl("out.jsonl")
}
flow Inner(rows: stream { n: int64?, f: float64, v: float32[any], deep: { big: int64 }[] }) -> seen {
  task seen(rows) -> { record: string } { run: node("seen.mjs") }
}
`,
    'seen.mjs': `import { inspect } from 'node:util';
export default (record) => ({ record: inspect(record, { breakLength: Infinity }) });`,
    'rows.jsonl': '{"n":1,"f":0.5,"more":"x","v":[1,2],"deep":[{"big":3,"extra":"y"}]}\n',
  });
  expect(millrace(['run', 'main.flow', '--flow', 'Main'], { cwd })).toMatchObject({ code: 0 });
  const { record } = JSON.parse(readFileSync(path.join(cwd, 'out.jsonl'), 'utf8'));
  expect(record).toBe('{ n: 1n, f: 0.5, v: [ 1, 2 ], deep: [ { big: 3n } ] }');
});
