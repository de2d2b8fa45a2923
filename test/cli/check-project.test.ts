/** What only the files of a project together show, and where files are looked for. */
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { type Files, projectFolder } from '../support/project-folder.ts';

const shared = 'schema S { id: string }\ndataset A: S\ndataset B: S\n';
const config = '{ "name": "scores", "version": "1.0.0" }\n';

function writer(name: string, dataset = 'A', up = './'): string {
  return `import { S, ${dataset} } from "${up}shared.flow"
flow ${name} { read a: S from jsonl("a.jsonl")  write b(a) to ${dataset} }
`;
}

function check(files: Files, ...args: string[]): { code: number; found: string[] } {
  const { code, stdout } = millrace(['check', '--json', ...args], { cwd: projectFolder(files) });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { file: string; code: string }[] };
  return { code: code ?? -1, found: diagnostics.map((one) => `${one.file} ${one.code}`) };
}

const twoWriters: Files = {
  'millrace.json': config,
  'shared.flow': shared,
  'one.flow': writer('One'),
  'deep/two.flow': writer('Two', 'A', '../'),
  'a.jsonl': '',
  'deep/a.jsonl': '',
};

const circle: Files = {
  'millrace.json': config,
  'shared.flow': shared,
  'x.flow': 'import { A, B } from "./shared.flow"\nflow X { read a from A  write b(a) to B }\n',
  'z.flow': 'import { A, B } from "./shared.flow"\nflow Z { read b from B  write a(b) to A }\n',
};

describe('a project', () => {
  test('is loaded as a whole, and the files asked for are told', () => {
    expect(check(twoWriters, 'one.flow')).toEqual({ code: 2, found: ['one.flow FLOW520'] });
    expect(check(twoWriters, 'shared.flow')).toEqual({ code: 0, found: [] });
    expect(check(twoWriters, '.')).toEqual({ code: 2, found: ['deep/two.flow FLOW520', 'one.flow FLOW520'] });
  });

  test('has a circle once, which is told of each file on it', () => {
    for (const name of ['.', 'x.flow', 'z.flow']) {
      expect(check(circle, name)).toEqual({ code: 2, found: ['x.flow FLOW521'] });
    }
  });

  test('has schemas that extend each other once, which is told of each file of theirs', () => {
    const files: Files = {
      'a.flow': 'import { B } from "./b.flow"\nschema A extends B { a: int32 }\n',
      'b.flow': 'import { A } from "./a.flow"\nschema B extends A { b: int32 }\n',
    };
    for (const name of ['.', 'a.flow', 'b.flow'])
      expect(check(files, name)).toEqual({ code: 2, found: ['a.flow FLOW251'] });
  });

  test('shows what nobody in it uses, also where one file is asked for', () => {
    const files: Files = {
      'millrace.json': config,
      'main.flow': `schema Old { id: string }\nschema Used { id: string }\n${writer('Main')}`,
      'shared.flow': shared,
      'deep/other.flow':
        'import { Used } from "../main.flow"\nflow Other { read a: Used from jsonl("../a.jsonl")  write b(a) to jsonl("b.jsonl") }\n',
      'a.jsonl': '',
    };
    const imports = /^import .*\n/m.exec(files['main.flow'] as string)?.[0] as string;
    const main = imports + (files['main.flow'] as string).replace(imports, '');
    expect(check({ ...files, 'main.flow': main }, 'main.flow')).toEqual({ code: 0, found: ['main.flow FLOW116'] });
  });

  test('[P13] without a millrace.json is a folder, and what is asked for together is known together', () => {
    const files: Files = {
      'main.flow':
        'schema S { id: string }\nflow F { read a: { id: string } from jsonl("a.jsonl")  write b(a) to jsonl("b.jsonl") }\n',
      'deep/other.flow':
        'import { S } from "../main.flow"\nflow G { read a: S from jsonl("../a.jsonl")  write b(a) to jsonl("b.jsonl") }\n',
      'a.jsonl': '',
    };
    expect(check(files, '.')).toEqual({ code: 0, found: [] });
    expect(check({ ...files, 'deep/other.flow': '' }, '.')).toEqual({ code: 0, found: ['main.flow FLOW116'] });
  });

  test('[P13] ends where another one begins', () => {
    const { code, found } = check({ ...twoWriters, 'deep/millrace.json': config }, '.');
    expect({ code, found }).toEqual({ code: 0, found: [] });
  });

  test('is checked although a file of it cannot be read, of which only who asks is told', () => {
    const files: Files = { ...twoWriters, 'bad.flow': Buffer.from([0xff, 0xfe, 0xff]) };
    expect(check(files, 'one.flow')).toEqual({ code: 2, found: ['one.flow FLOW520'] });
    expect(check(files, '.').found).toEqual(['bad.flow FLOW599', 'deep/two.flow FLOW520', 'one.flow FLOW520']);
  });
});

describe('[P13] flow files', () => {
  test.each(['node_modules', 'dist', 'out', '.hidden'])('are not looked for in %s', (name) => {
    const files = { ...twoWriters, 'deep/two.flow': '', [`${name}/three.flow`]: writer('Three', 'A', '../') };
    expect(check(files, '.')).toEqual({ code: 0, found: [] });
    expect(check(files, 'one.flow')).toEqual({ code: 0, found: [] });
    expect(check(files, `${name}/three.flow`).found).toContain(`${name}/three.flow FLOW520`);
  });

  test('of more than 1 MB are left out, which is said, but for those that are named', () => {
    const large = `${writer('Large')}/*${'more\n'.repeat(250_000)}*/`;
    const cwd = projectFolder({ ...twoWriters, 'deep/two.flow': '', 'large.flow': large });
    const all = millrace(['check', '.'], { cwd });
    expect({ code: all.code, stderr: all.stderr }).toEqual({
      code: 0,
      stderr:
        'large.flow is larger than 1 MB and was not looked at; name it to check it\n3 files checked: nothing wrong\n',
    });
    expect(millrace(['check', 'large.flow'], { cwd }).stdout).toContain('FLOW520');
  });

  test('behind a link to a folder are not looked for, so that the search ends', () => {
    const cwd = projectFolder({ ...twoWriters, 'deep/two.flow': '' });
    symlinkSync(cwd, path.join(cwd, 'again'), 'dir');
    expect(millrace(['check', '.'], { cwd }).stderr).toBe('3 files checked: nothing wrong\n');
  });
});

describe('a plan', () => {
  test('[P8] is refused for a second writer in a file that is not imported', () => {
    const { code, stderr } = millrace(['plan', 'one.flow'], { cwd: projectFolder(twoWriters) });
    expect(code).toBe(2);
    expect(stderr).toContain('FLOW520');
  });

  test.each(['plan', 'run'])('[P8] %s is refused for a circle that is told in another file', (command) => {
    const { code, stderr } = millrace([command, 'z.flow'], { cwd: projectFolder(circle) });
    expect(code).toBe(2);
    expect(stderr).toContain('B → A → B');
  });

  test('of a flow without datasets does not ask the other files', () => {
    const cwd = projectFolder({
      'main.flow': 'flow F { read a: { id: string } from jsonl("a.jsonl")  write b(a) to jsonl("b.jsonl") }\n',
      'a.jsonl': '',
      'bad.flow': '}{',
    });
    expect(millrace(['plan', 'main.flow'], { cwd }).code).toBe(0);
  });
});
