import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { interruptedMillrace, millrace } from '../support/millrace-command.ts';
import { projectWith } from '../support/run-plans.ts';

const flow = `schema Row { id: int32 }

flow Main(least: int32 = 2) {
  read rows: Row from jsonl("rows.jsonl")
  filter kept(rows) where id >= least
  write out(kept) to jsonl("out.jsonl")
}
`;
const passing = 'test "keeps" of Main() { given rows: [{ id: 1 }, { id: 2 }] expect out exactly: [{ id: 2 }] }\n';
const failing = 'test "drops\u{7}" of Main() {\n  given rows: [{ id: 1 }]\n  expect kept: [{ id: 1 }]\n}\n';
const broken = `${flow}test "never" of Nowhere() { expect x: [] }\n`;

const withoutTimes = (text: string) => text.replace(/ {2}\d+ ms/g, '  N ms');

test('outcomes are told for people, with the words that are not true; nothing is written', async () => {
  await using project = await projectWith({ 'main.flow': flow + passing + failing });
  const { code, stdout, stderr } = millrace(['test'], { cwd: project.folder });
  expect({ code, stderr, stdout: withoutTimes(stdout) }).toEqual({
    code: 1,
    stderr: '1 of 2 tests failed\n',
    stdout: `✓ main.flow › keeps  N ms
✗ main.flow › drops\ufffd  N ms

✗ drops\ufffd

kept: record 1 did not come
  --> main.flow:11:17
   |
11 |   expect kept: [{ id: 1 }]
   |                 ^^^^^^^^^
   - {"id":1}
`,
  });
  expect(await project.files()).toEqual(['main.flow']);
});

test('outcomes are JSON and JUnit as the reference says', async () => {
  await using project = await projectWith({
    'a/main.flow': flow + passing + failing,
    'b/other.flow': flow + passing,
    'b/broken.flow': broken,
    'b/lib.flow': 'schema S { a: int32 }\n',
  });
  const { code, stdout, stderr } = millrace(['test', 'a', 'b', '--json', '--junit', 'out.xml'], {
    cwd: project.folder,
  });
  const shown = JSON.parse(stdout);
  expect(code).toBe(2);
  expect(stderr).toContain('b/broken.flow:8:17');
  expect(shown).toMatchObject({ passed: 2, failed: 1, broken: ['b/broken.flow'] });
  expect(shown.tests).toMatchObject([
    { file: 'a/main.flow', title: 'keeps', flow: 'Main', status: 'passed', failures: [], output: [] },
    {
      file: 'a/main.flow',
      title: 'drops\u{7}',
      range: { start: { line: 8, character: 0 }, end: { line: 11, character: 1 } },
      status: 'failed',
      failures: [{ message: 'kept: record 1 did not come', expected: { id: 1 } }],
    },
    { file: 'b/other.flow', title: 'keeps', status: 'passed' },
  ]);
  expect(
    (await project.text('out.xml')).replace(/time="[\d.]+"/g, 'time="N"'),
  ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="millrace test" tests="3" failures="1" errors="0" skipped="0">
  <testsuite name="a/main.flow" tests="2" failures="1" errors="0" skipped="0">
    <testcase name="keeps" classname="Main" file="a/main.flow" time="N"/>
    <testcase name="drops\ufffd" classname="Main" file="a/main.flow" time="N">
      <failure message="kept: record 1 did not come"><![CDATA[a/main.flow:11:17 kept: record 1 did not come
  expected {"id":1}]]></failure>
    </testcase>
  </testsuite>
  <testsuite name="b/other.flow" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="keeps" classname="Main" file="b/other.flow" time="N"/>
  </testsuite>
</testsuites>`);
});

test('a filter takes a part of a title; a call that cannot be meant ends with 2', async () => {
  await using project = await projectWith({ 'main.flow': flow + passing + failing });
  const call = (...args: string[]) => millrace(['test', ...args], { cwd: project.folder });
  expect(call('--filter', 'KEE')).toMatchObject({ code: 0, stderr: '1 test passed\n' });
  expect(call('--watch', '--json')).toMatchObject({
    code: 2,
    stderr: 'error: --watch is for people; leave out --json and --junit\n',
  });
  expect(call('nowhere').code).toBe(2);
});

test('the example of the reference holds', async () => {
  const page = readFileSync('docs/reference/testing.md', 'utf8');
  const [, example = ''] = /^```flow\n([\s\S]*?)^```$/m.exec(page) ?? [];
  await using project = await projectWith({ 'main.flow': example });
  expect(millrace(['test'], { cwd: project.folder })).toMatchObject({ code: 0, stderr: '2 tests passed\n' });
});

test('while it watches, a change runs again what it touches, a broken text waits, and Ctrl-C ends it', async () => {
  await using project = await projectWith({ 'main.flow': flow + passing + failing });
  const change = (text: string) => writeFileSync(join(project.folder, 'main.flow'), text);
  const steps = [
    () => change(`// A comment touches none.\n${flow}${passing}${failing}`),
    () => change(`${flow}${passing}${failing.replaceAll('id: 1', 'id: 3')}`),
    () => change(`${flow}${passing}${failing.replaceAll('id: 1', 'ud: 3')}`),
    () => change(`${flow.replace('id >= least', 'id > least')}${passing}${failing.replaceAll('id: 1', 'id: 3')}`),
  ];
  // After the first text, which says nothing, the second is written at once.
  const { code, stderr } = await interruptedMillrace(['test', '--watch'], {
    cwd: project.folder,
    by: 'SIGINT',
    isReady: (_, said) => {
      const waits = said.split('waiting for a change\n').length - 1;
      const due = [0, 2, 3, 4][waits] ?? steps.length;
      for (const step of steps.splice(0, Math.max(0, due - (4 - steps.length)))) step();
      return waits === 4;
    },
  });
  expect(code).toBe(130);
  const summaries = stderr.match(/^.*waiting for a change$/gm);
  expect(summaries).toEqual([
    '1 of 2 tests failed; waiting for a change',
    '2 tests passed, 1 test ran; waiting for a change',
    '2 tests passed, 0 tests ran; waiting for a change',
    '1 of 2 tests failed; waiting for a change',
  ]);
  expect(stderr).toContain('FLOW257');
});
