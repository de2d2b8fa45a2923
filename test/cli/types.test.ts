import { existsSync, lstatSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';
import { typeMistakes } from '../support/type-check.ts';

const flow = `flow F {
  read p: { id: string } from csv("p.csv")
  task clean(p) -> { id: string } { run: node("steps/clean.ts", export: "clean") }
  write out(clean) to csv("out.csv")
}
`;
const library = 'schema S { id: string }\n';
const step = `import type { Clean } from '../main.flow.d.ts';\n\nexport const clean: Clean = ({ id }) => ({ id: id.trim() });\n`;
const files = { 'main.flow': flow, 'lib/schemas.flow': library, 'steps/clean.ts': step };

const types = (folder: string, ...args: string[]) => millrace(['types', ...args], { cwd: folder });
const at = (folder: string, name: string) => path.join(folder, name);

test('writes types for the files that have tasks, and says which', () => {
  const folder = projectFolder(files);
  expect(types(folder)).toEqual({ code: 0, stdout: 'main.flow.d.ts\n', stderr: '2 flow files: 1 file written\n' });
  expect(existsSync(at(folder, 'lib/schemas.flow.d.ts'))).toBe(false);
  expect(typeMistakes(folder, ['steps/clean.ts'])).toBe('');
});

test('touches nothing that is right already', () => {
  const folder = projectFolder(files);
  types(folder);
  const { mtimeMs, ino } = statSync(at(folder, 'main.flow.d.ts'));
  expect(types(folder, '.')).toEqual({ code: 0, stdout: '', stderr: '2 flow files: nothing to change\n' });
  expect(statSync(at(folder, 'main.flow.d.ts'))).toMatchObject({ mtimeMs, ino });
});

test('--check writes nothing, and ends with 1 where something would change', () => {
  const folder = projectFolder(files);
  expect(types(folder, '--check')).toEqual({
    code: 1,
    stdout: 'main.flow.d.ts\n',
    stderr: '2 flow files: 1 file would be written\n',
  });
  expect(existsSync(at(folder, 'main.flow.d.ts'))).toBe(false);
  types(folder);
  expect(types(folder, '--check').code).toBe(0);
  writeFileSync(at(folder, 'main.flow'), flow.replace('-> { id: string }', '-> { id: string, n: int64 }'));
  expect(types(folder, '--check').code).toBe(1);
});

test('removes types whose flow has gone or has no task any more, and no file of a person', () => {
  const folder = projectFolder({ ...files, 'other.flow': flow, 'mine.flow.d.ts': 'export type Mine = 1;\n' });
  types(folder);
  rmSync(at(folder, 'other.flow'));
  writeFileSync(at(folder, 'main.flow'), library);
  expect(types(folder, '--json', '--check')).toEqual({
    code: 1,
    stdout: '{"written":[],"removed":["other.flow.d.ts","main.flow.d.ts"],"problems":[],"files":2}\n',
    stderr: '',
  });
  expect(types(folder).stderr).toBe('2 flow files: 2 files removed\n');
  const left = ['main.flow.d.ts', 'other.flow.d.ts', 'mine.flow.d.ts'].map((name) => existsSync(at(folder, name)));
  expect(left).toEqual([false, false, true]);
});

test('one file alone', () => {
  const folder = projectFolder({ ...files, 'other.flow': flow });
  expect(types(folder, 'other.flow')).toMatchObject({ code: 0, stdout: 'other.flow.d.ts\n' });
  expect(existsSync(at(folder, 'main.flow.d.ts'))).toBe(false);
});

test('does not write over a file of that name that somebody else made', () => {
  const folder = projectFolder({ ...files, 'main.flow.d.ts': 'export type Mine = 1;\n' });
  const { code, stderr } = types(folder);
  expect({ code, stderr: stderr.split('\n')[0] }).toEqual({
    code: 2,
    stderr: 'error: main.flow.d.ts was not made by millrace types; move it away, or give it another name',
  });
  expect(readFileSync(at(folder, 'main.flow.d.ts'), 'utf8')).toBe('export type Mine = 1;\n');
});

test.each([
  ['does not parse', `${flow}flow`, 'main.flow does not parse; millrace check says where'],
  ['is no text', new Uint8Array([0xff, 0xfe, 0xff]), 'main.flow does not parse; millrace check says where'],
  [
    'has records that are not known',
    flow.replace('-> { id: string }', '-> Gone'),
    'main.flow: the records of "clean" are not known; millrace check says why',
  ],
])('what is there stays where the flow %s, and the other files are written', (_, broken, problem) => {
  const folder = projectFolder(files);
  types(folder);
  const before = readFileSync(at(folder, 'main.flow.d.ts'), 'utf8');
  writeFileSync(at(folder, 'main.flow'), broken);
  writeFileSync(at(folder, 'other.flow'), flow);
  expect(types(folder)).toEqual({
    code: 2,
    stdout: 'other.flow.d.ts\n',
    stderr: `error: ${problem}\n3 flow files: 1 file written\n`,
  });
  expect(readFileSync(at(folder, 'main.flow.d.ts'), 'utf8')).toBe(before);
});

test.skipIf(process.platform === 'win32')('a link to a file stays one', () => {
  const folder = projectFolder(files);
  types(folder);
  writeFileSync(at(folder, 'real.d.ts'), readFileSync(at(folder, 'main.flow.d.ts'), 'utf8').replace('id', 'old'));
  rmSync(at(folder, 'main.flow.d.ts'));
  symlinkSync('real.d.ts', at(folder, 'main.flow.d.ts'));
  expect(types(folder).code).toBe(0);
  expect(lstatSync(at(folder, 'main.flow.d.ts')).isSymbolicLink()).toBe(true);
  expect(readFileSync(at(folder, 'real.d.ts'), 'utf8')).not.toContain('old');
});

test.each([
  [[], 'There is no .flow file in .'],
  [['gone'], 'There is no file or folder'],
])('refuses %j where there is nothing to do', (args, words) => {
  const { code, stderr } = types(projectFolder({ 'a.txt': '' }), ...args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
});

test('two flows whose types in Python have one file are told, and the first keeps it', () => {
  const python = flow.replace('node("steps/clean.ts", export: "clean")', 'python("steps/clean.py")');
  const folder = projectFolder({
    'a-b.flow': python,
    'a_b.flow': python.replaceAll('clean', 'wash'),
    'steps/clean.py': '',
  });
  const problem =
    'a_b_flow.pyi has the types of a-b.flow, and would have those of a_b.flow too; give one of the two flow files another name';
  const { code, stdout, stderr } = types(folder);
  expect([code, stdout, stderr]).toEqual([2, 'a_b_flow.pyi\n', `error: ${problem}\n2 flow files: 1 file written\n`]);
  expect(types(folder)).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: ${problem}\n2 flow files: nothing to change\n`,
  });
  writeFileSync(at(folder, 'a_b.flow'), library);
  expect(types(folder)).toEqual({ code: 0, stdout: '', stderr: '2 flow files: nothing to change\n' });
  rmSync(at(folder, 'a-b.flow'));
  writeFileSync(at(folder, 'a_b.flow'), python);
  expect(types(folder)).toMatchObject({ code: 0, stdout: 'a_b_flow.pyi\n' });
});
