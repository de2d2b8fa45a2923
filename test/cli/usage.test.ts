import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const commands = [
  'new',
  'check',
  'fmt',
  'types',
  'run',
  'watch',
  'preview',
  'test',
  'runs',
  'lineage',
  'datasets',
  'models',
  'review',
  'status',
  'explain',
  'graph',
  'plan',
  'lock',
  'package',
  'verify',
  'config',
  'doctor',
  'lsp',
];
const call = (...args: string[]) => millrace(args, { cwd: projectFolder() });

describe('the command', () => {
  test('names all its commands, on stdout', () => {
    const { code, stdout, stderr } = call('--help');
    const named = [...stdout.matchAll(/^ {2}([a-z]+)(?= [[<]| {2})/gm)].map(([, name]) => name);
    expect({ code, named, stderr }).toEqual({ code: 0, named: [...commands, 'help'], stderr: '' });
  });

  test.each(commands)('gives an example of %s, and shows no value that is none', (command) => {
    const { code, stdout } = call(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\n  millrace ${command}\\b`));
    expect(stdout).not.toMatch(/default: (\{|\[|undefined)/);
  });

  test('every command is in its reference', () => {
    const reference = readFileSync(path.join(import.meta.dirname, '../../docs/reference/cli.md'), 'utf8');
    expect(commands.filter((command) => !reference.includes(`    millrace ${command} `))).toEqual([]);
  });

  test('says the version of its package', () => {
    const manifest = readFileSync(path.join(import.meta.dirname, '../../runtime/package.json'), 'utf8');
    expect(call('--version').stdout.trim()).toBe(JSON.parse(manifest).version);
  });
});

describe('a wrong call ends with 2, nothing on stdout, and what to type instead', () => {
  test.each([
    ['nothing', [], 'Usage: millrace'],
    ['an unknown command', ['chekc', '.'], 'Did you mean check?'],
    ['an unknown option', ['check', '.', '--jsno'], 'Did you mean --json?'],
    ['an unknown format', ['check', '.', '--format', 'xml'], 'Allowed choices are pretty, json, github, sarif'],
    ['no path', ['check'], "missing required argument 'path'"],
    ['a path that is not there', ['check', 'absent.flow'], 'There is no file or folder'],
    ['a folder without flows', ['check', '.'], 'There is no .flow file in .'],
    ['another kind of file', ['run', 'data.csv'], 'There is no file or folder'],
    ['a parameter without a value', ['run', 'main.flow', '--param', 'threshold'], 'such as --param threshold=0.9'],
    ['a package that is not there', ['verify', 'absent.zip'], 'There is no file absent.zip'],
    ['a package that is to go on', ['run', 'p.zip', '--resume'], 'unpack it into a folder'],
    ['too many arguments', ['verify', 'a.zip', 'b.zip'], 'too many arguments'],
  ])('%s', (_, args, words) => {
    const { code, stdout, stderr } = call(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});

describe('millrace.json is read strictly', () => {
  const flow = 'schema S { a: string }\n';
  test.each([
    ['an unknown key', '{ "name": "p", "verison": "1.0.0" }', 'unknown key "verison"; did you mean "version"?'],
    ['a name that is no name', '{ "name": "../p", "version": "1.0.0" }', '"name" that doesn\'t fit'],
    ['a version that is none', '{ "name": "p", "version": "1" }', 'a semantic version'],
    ['broken JSON', '{ "name": ', 'is not JSON'],
    ['another kind of value', '[]', 'must be an object'],
  ])('%s', (_, config, words) => {
    const cwd = projectFolder({ 'millrace.json': config, 'main.flow': flow });
    const { code, stdout } = millrace(['check', '.'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain(words);
    const plan = millrace(['plan', 'main.flow'], { cwd });
    expect(plan.code).toBe(2);
    expect(plan.stderr).toContain(words);
  });
});
