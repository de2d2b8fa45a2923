import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
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
