import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { brokenProject } from '../support/broken-project.ts';
import { expectGolden } from '../support/golden-text.ts';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';
import { missingInSarif } from '../support/sarif.ts';
import { scoringProject } from '../support/scoring-project.ts';

const golden = (name: string) => path.join(import.meta.dirname, 'golden', name);
const check = (...args: string[]) => millrace(['check', ...args], { cwd: projectFolder(brokenProject) });

describe('check', () => {
  test('shows people the line, the words under it and other places to blame', () => {
    const { code, stdout, stderr } = check('.');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '3 files checked: 3 errors, 2 warnings, 1 hint\n' });
    expectGolden(stdout, golden('check.txt'));
  });

  test('shows of a very long line what stands around the words', () => {
    const numbers = Array.from({ length: 2000 }, (_, i) => i).join(', ');
    const flow = `schema S { a: int32 }\nflow F {\n  read s: S from csv("s.csv")\n  filter f(s) where a in [${numbers}] and b and a in [${numbers}]\n}\n`;
    const { stdout } = millrace(['check', 'main.flow'], { cwd: projectFolder({ 'main.flow': flow }) });
    const lines = stdout.split('\n');
    const at = lines.findIndex((line) => line.startsWith('4 | …'));
    const [shown = '', marked = ''] = lines.slice(at, at + 2);
    expect(shown).toMatch(/^4 \| ….*, 1999\] and b and a in \[0, 1, .*…$/);
    expect(shown.length).toBeLessThan(320);
    expect([...marked.matchAll(/\^+/g)].map(({ index, 0: { length } }) => shown.slice(index, index + length))).toEqual([
      'b',
    ]);
  });

  test('has colours where they are forced, and then says the same', () => {
    const cwd = projectFolder(brokenProject);
    const { stdout } = millrace(['check', '.'], { cwd, env: { FORCE_COLOR: '1' } });
    expect(stdout).toContain('\x1b[31m');
    expect(stripVTControlCharacters(stdout)).toBe(millrace(['check', '.'], { cwd }).stdout);
  });

  test('gives machines one object, with zero-based UTF-16 positions', () => {
    const { code, stdout, stderr } = check('.', '--json');
    const result = JSON.parse(stdout);
    expect({ code, stderr, keys: Object.keys(result), files: result.files }).toEqual({
      code: 2,
      stderr: '',
      keys: ['diagnostics', 'files'],
      files: 3,
    });
    const unknown = result.diagnostics.find(({ message }: { message: string }) => message.includes('"temprature"'));
    expect(unknown).toEqual({
      file: 'flows/main.flow',
      range: { start: { line: 4, character: 40 }, end: { line: 4, character: 50 } },
      severity: 'error',
      code: expect.stringMatching(/^FLOW2\d\d$/),
      message: expect.any(String),
      related: [],
    });
    const twice = result.diagnostics.find(({ related }: { related: unknown[] }) => related.length > 0);
    expect(twice.related).toEqual([
      {
        file: 'flows/main.flow',
        range: { start: { line: 6, character: 27 }, end: { line: 6, character: 46 } },
        message: expect.any(String),
      },
    ]);
  });

  test('annotates pull requests on GitHub', () => {
    const lines = check('flows', '--format', 'github').stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/::[^:]*$/, '').replace(/title=FLOW\d+/, ''))).toEqual([
      '::notice file=flows/main.flow,line=1,col=19,endLine=1,endColumn=25,',
      '::warning file=flows/main.flow,line=4,col=35,endLine=4,endColumn=57,',
      '::error file=flows/main.flow,line=5,col=41,endLine=5,endColumn=51,',
      '::warning file=flows/main.flow,line=6,col=10,endLine=6,endColumn=14,',
      '::error file=flows/main.flow,line=8,col=32,endLine=8,endColumn=51,',
    ]);
  });

  test('writes SARIF for code scanning', () => {
    const { version, runs } = JSON.parse(check('.', '--format', 'sarif').stdout);
    const [{ tool, results, columnKind }] = runs;
    expect({ version, runs: runs.length, columnKind }).toEqual({
      version: '2.1.0',
      runs: 1,
      columnKind: 'utf16CodeUnits',
    });
    const page = readFileSync('docs/reference/diagnostics/FLOW502.md', 'utf8');
    expect(tool.driver.rules).toContainEqual({
      id: 'FLOW502',
      shortDescription: { text: 'Data that is not there yet' },
      fullDescription: { text: page.split('\n\n')[1] },
      help: {
        text: 'Correct the path, or put the file there before the run.',
        markdown: page.split('\n').slice(2).join('\n').trim(),
      },
      defaultConfiguration: { level: 'warning' },
    });
    expect(missingInSarif({ version, runs })).toEqual([]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(results.map(({ level }: { level: string }) => level)).toEqual([
      'note',
      'warning',
      'error',
      'warning',
      'error',
      'error',
    ]);
    expect(results[2].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'flows/main.flow' },
      region: { startLine: 5, startColumn: 41, endLine: 5, endColumn: 51 },
    });
  });

  test('ends with 0 where nothing is an error, and passes by node_modules', () => {
    const result = millrace(['check', '.'], { cwd: projectFolder(scoringProject) });
    expect(result).toEqual({ code: 0, stdout: '', stderr: '2 files checked: nothing wrong\n' });
  });

  test('says where a file stops being UTF-8, and checks the others', () => {
    const latin = Buffer.concat([
      Buffer.from('schema A {\n  a: string // caf'),
      Buffer.from([0xe9]),
      Buffer.from('\n}\n'),
    ]);
    const cwd = projectFolder({ 'latin.flow': latin, 'other.flow': 'schema B { b: strin }\n' });
    const { code, stdout } = millrace(['check', '.', '--json'], { cwd });
    const [notUtf8, other] = JSON.parse(stdout).diagnostics;
    expect(code).toBe(2);
    expect(notUtf8).toMatchObject({ file: 'latin.flow', range: { start: { line: 1 } }, severity: 'error' });
    expect(notUtf8.message).toContain('is not UTF-8: byte 0xe9 at offset 29, line 2');
    expect(other).toMatchObject({ file: 'other.flow', severity: 'error' });
  });

  test('a run of a file that is not UTF-8 ends with 2 and says where', () => {
    const cwd = projectFolder({ 'main.flow': Buffer.from('\ufeffflow A {}\n', 'utf16le') });
    const { code, stderr } = millrace(['run', 'main.flow'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('main.flow is UTF-16, not UTF-8; save it as UTF-8'),
    });
  });
});

test('[L9] a path that no file can have is told as one that is not there', () => {
  const long = `${'x'.repeat(300)}.csv`;
  const flow = `schema A { a: string }\nflow F { read a: A from csv("${long}")\nwrite w(a) to csv("o.csv") }\n`;
  const { code, stdout } = millrace(['check', '.'], { cwd: projectFolder({ 'main.flow': flow }) });
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('warning[FLOW502]') });
});
