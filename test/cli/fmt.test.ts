import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const untidy = 'schema   P{id:string@key,at : date}\n';
const tidy = 'schema P { id: string @key, at: date }\n';
const broken = 'schema P { id: \n';
/** It parses; that there is no Q is another matter. */
const wrong = 'schema P extends Q {}\n';
const text = (folder: string, name: string) => readFileSync(path.join(folder, name), 'utf8');

describe('fmt', () => {
  test('writes and lists the files that change, and no others', () => {
    const cwd = projectFolder({ 'a.flow': untidy, 'b/c.flow': untidy, 'd.flow': tidy, 'e.flow': wrong });
    const before = statSync(path.join(cwd, 'd.flow')).mtimeMs;
    const result = millrace(['fmt'], { cwd });
    expect(result).toEqual({ code: 0, stdout: 'a.flow\nb/c.flow\n', stderr: '4 files: 2 files changed\n' });
    expect([text(cwd, 'a.flow'), text(cwd, 'b/c.flow'), text(cwd, 'd.flow')]).toEqual([tidy, tidy, tidy]);
    expect(statSync(path.join(cwd, 'd.flow')).mtimeMs).toBe(before);
    expect(readdirSync(cwd).toSorted()).toEqual(['a.flow', 'b', 'd.flow', 'e.flow']);
    expect(millrace(['fmt', '.'], { cwd }).stderr).toBe('4 files: nothing to change\n');
  });

  test('--check says what would change, with 1, and writes nothing', () => {
    const cwd = projectFolder({ 'a.flow': untidy, 'b.flow': tidy });
    const result = millrace(['fmt', '--check', 'a.flow', 'b.flow'], { cwd });
    expect(result).toEqual({ code: 1, stdout: 'a.flow\n', stderr: '2 files: 1 file would change\n' });
    expect(text(cwd, 'a.flow')).toBe(untidy);
    expect(millrace(['fmt', '--check', 'b.flow'], { cwd }).code).toBe(0);
  });

  test('leaves what does not parse as it is, with 2, and formats the rest', () => {
    const cwd = projectFolder({ 'a.flow': broken, 'b.flow': untidy });
    const { code, stdout, stderr } = millrace(['fmt', '.'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: 'b.flow\n' });
    expect(stderr).toContain('error: a.flow does not parse');
    expect([text(cwd, 'a.flow'), text(cwd, 'b.flow')]).toEqual([broken, tidy]);
  });

  test('gives machines one object', () => {
    const cwd = projectFolder({ 'a.flow': broken, 'b.flow': untidy, 'c.flow': tidy });
    const { code, stdout, stderr } = millrace(['fmt', '--json'], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ changed: ['b.flow'], broken: ['a.flow'], files: 3 });
  });

  test.skipIf(process.platform === 'win32')('keeps permissions, and links as links', () => {
    const cwd = projectFolder({ 'a.flow': untidy, 'there/b.flow': untidy });
    chmodSync(path.join(cwd, 'a.flow'), 0o640);
    symlinkSync('there/b.flow', path.join(cwd, 'link.flow'));
    expect(millrace(['fmt', 'a.flow', 'link.flow'], { cwd }).code).toBe(0);
    expect(statSync(path.join(cwd, 'a.flow')).mode & 0o777).toBe(0o640);
    expect(lstatSync(path.join(cwd, 'link.flow')).isSymbolicLink()).toBe(true);
    expect(text(cwd, 'there/b.flow')).toBe(tidy);
  });

  test('keeps a byte order mark and the line ends of the file', () => {
    const cwd = projectFolder({ 'a.flow': '\uFEFFschema P{id:string}\r\nmodel M{file:"m"}\r\n' });
    expect(millrace(['fmt'], { cwd }).code).toBe(0);
    expect(text(cwd, 'a.flow')).toBe('\uFEFFschema P { id: string }\r\nmodel M { file: "m" }\r\n');
  });

  test('leaves what is no UTF-8 as it is', () => {
    const cwd = projectFolder({ 'a.flow': new Uint8Array([0x2f, 0x2f, 0xff, 0x0a]), 'b.flow': untidy });
    expect(millrace(['fmt'], { cwd })).toMatchObject({ code: 2, stdout: 'b.flow\n' });
    expect([...readFileSync(path.join(cwd, 'a.flow'))]).toEqual([0x2f, 0x2f, 0xff, 0x0a]);
  });
});

describe('fmt --stdin', () => {
  const main = path.join(import.meta.dirname, '../../runtime/src/cli/main.ts');
  const fmt = (input: string, ...args: string[]) =>
    execFileSync(process.execPath, [main, 'fmt', '--stdin', ...args], { input, encoding: 'utf8', stdio: 'pipe' });

  test('gives the text', () => {
    expect(fmt(untidy)).toBe(tidy);
    expect(fmt('')).toBe('');
  });

  test('gives nothing where the text does not parse or is only checked', () => {
    expect(() => fmt(broken)).toThrow(expect.objectContaining({ status: 2, stdout: '' }));
    expect(() => fmt(untidy, '--check')).toThrow(expect.objectContaining({ status: 1, stdout: '' }));
    expect(() => fmt(untidy, 'a.flow')).toThrow(expect.objectContaining({ status: 2, stdout: '' }));
  });
});
