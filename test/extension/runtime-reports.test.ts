/** What the extension makes of the answers of commands, asked of the real command. */
import { parseTestReport, previewResults } from 'millrace-vscode';
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const files = {
  'main.flow': `schema Row { id: int32, name: string? }
flow F -> few {
  read rows: Row from jsonl("rows.jsonl")
  filter few(rows) where id > 1
  route by(few) { two: id == 2, more: otherwise }
  write out(by.two) to jsonl("out.jsonl")
  write others(by.more) to jsonl("others.jsonl")
}
test "right" of F {
  given rows: [{ id: 2, name: "b" }]
  expect few: [{ id: 2 }]
}
test "wrong" of F {
  given rows: [{ id: 2, name: "b" }]
  expect few: [{ id: 3 }]
}
`,
  'rows.jsonl': '{"id":1}\n{"id":2,"name":"b"}\n{"id":3}\n',
  'broken.flow': 'flow F -> a {\n  filter a(gone) where true\n}\ntest "t" of F { expect a: [] }\n',
};

const place = { flow: 'F', file: 'file:///main.flow', node: 'few' };

test('a preview is shown as the results of a run', () => {
  const { stdout, code } = millrace(['preview', 'main.flow', 'few', '--limit', '1', '--json'], {
    cwd: projectFolder(files),
  });
  expect(code).toBe(0);
  expect(previewResults(stdout, place)).toMatchObject({
    status: 'succeeded',
    flow: 'F',
    sinks: [
      {
        node: 'few',
        records: 1,
        columns: [
          { name: 'id', type: 'int32' },
          { name: 'name', type: 'string?' },
        ],
        rows: [[2, 'b']],
      },
    ],
  });
});

test.each(['', '[', '1', '{}', '{"columns":[1],"rows":[]}', '{"columns":[],"rows":[1]}'])(
  '%j is no preview',
  (text) => {
    expect(previewResults(text, place)).toBeUndefined();
  },
);

test('of each test is known what became of it, and where it is not true', () => {
  const { stdout } = millrace(['test', 'main.flow', '--json'], { cwd: projectFolder(files) });
  const report = parseTestReport(stdout);
  expect(report?.broken).toEqual([]);
  expect(report?.outcomes).toMatchObject([
    { title: 'right', line: 8, isPassed: true, failures: [] },
    { title: 'wrong', line: 12, isPassed: false, failures: [{ range: { start: { line: 14 } } }] },
  ]);
  const [failure] = report?.outcomes[1]?.failures ?? [];
  expect(failure?.message).toMatch(/id/);
  expect([failure?.expected, failure?.actual]).toEqual(['3', '2']);
});

test('a file that has mistakes is told, and has no outcomes', () => {
  const { stdout } = millrace(['test', 'broken.flow', '--json'], { cwd: projectFolder(files) });
  expect(parseTestReport(stdout)).toEqual({ outcomes: [], broken: ['broken.flow'] });
});

test.each(['', '[]', '{"tests":[],"broken":1}', '{"tests":[{}],"broken":[]}', '{"tests":[null],"broken":[]}'])(
  '%j is no report',
  (text) => {
    expect(parseTestReport(text)).toBeUndefined();
  },
);
