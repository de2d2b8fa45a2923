import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { verifyPackage } from 'millrace';
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../support/cache-project.ts';
import { millrace } from '../support/millrace-command.ts';
import { addFiles, type Files, projectFolder } from '../support/project-folder.ts';
import { scoringPackage, scoringProject } from '../support/scoring-project.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let known: Buffer | undefined;

/** The package of the scoring project, which is made once. */
function scoringZip(): Buffer {
  known ??= packed(scoringProject);
  return known;
}

function packed(files: Files, options: { env?: Record<string, string> } = {}): Buffer {
  const cwd = projectFolder(files);
  const { code, stderr } = millrace(['package', '.', '--out', 'made/p.zip'], { cwd, ...options });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return readFileSync(path.join(cwd, 'made/p.zip'));
}

describe('a package', () => {
  test('holds flows, plans, models, code with its imports, documents and what is included, and nothing else', () => {
    const files = unzipSync(scoringZip());
    expect(Object.keys(files)).toEqual(scoringPackage);
    for (const [name, content] of Object.entries(scoringProject)) {
      if (files[name]) expect(Buffer.from(files[name]), name).toEqual(Buffer.from(content));
    }
  });

  test('has a manifest that sha256sum reads', () => {
    const { 'manifest-sha256.txt': manifest, ...files } = unzipSync(scoringZip());
    const lines = Object.entries(files).map(([name, content]) => `${sha256(content)}  ${name}\n`);
    expect(Buffer.from(manifest ?? []).toString()).toBe(lines.join(''));
  });

  test('has the plan that the plan command prints', () => {
    const cwd = projectFolder(scoringProject);
    const plan = unzipSync(scoringZip())['.millrace/plans/main.flow/Score.json'];
    expect(Buffer.from(plan ?? []).toString()).toBe(millrace(['plan', 'main.flow', '--json'], { cwd }).stdout);
  });

  test('says where it is, its digest and the number of its files', () => {
    const cwd = projectFolder(scoringProject);
    const { code, stdout } = millrace(['package', cwd, '--json'], { cwd });
    const file = path.join(cwd, 'scoring-1.2.0.zip');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      path: file,
      sha256: sha256(readFileSync(file)),
      files: scoringPackage.length,
    });
  });

  test('is the same in another folder, time zone, umask and locale, from files of other times and order', () => {
    const reversed = Object.fromEntries(Object.entries(scoringProject).reverse());
    const cwd = path.join(projectFolder(), 'elsewhere', 'ünder');
    mkdirSync(cwd, { recursive: true });
    const before = process.umask(0o077);
    addFiles(cwd, reversed);
    for (const name of Object.keys(reversed)) utimesSync(path.join(cwd, name), 0, 2_000_000_000);
    const env = { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    const { code } = millrace(['package', cwd, '--out', 'p.zip'], { cwd, env });
    process.umask(before);
    expect(code).toBe(0);
    expect(sha256(readFileSync(path.join(cwd, 'p.zip')))).toBe(sha256(scoringZip()));
  });

  test('is dated by SOURCE_DATE_EPOCH, and by nothing else', () => {
    const dateOf = (bytes: Buffer) => bytes.readUInt32LE(10).toString(16);
    const january1980 = (1 << 21) | (1 << 16);
    const may2011 = ((2011 - 1980) << 25) | (5 << 21) | (4 << 16) | (3 << 11) | (2 << 5) | (2 >> 1);
    expect(dateOf(scoringZip())).toBe(january1980.toString(16));
    const epoch = Date.UTC(2011, 4, 4, 3, 2, 2) / 1000;
    const dated = packed(scoringProject, { env: { SOURCE_DATE_EPOCH: String(epoch), TZ: 'America/New_York' } });
    expect(dateOf(dated)).toBe((may2011 >>> 0).toString(16));
    expect(unzipSync(dated)).toEqual(unzipSync(scoringZip()));
  });

  test('has no plan of a flow that wants a parameter, but what that flow needs', () => {
    const flow = String(scoringProject['main.flow']).replace('threshold: float32 = 0.5', 'threshold: float32');
    const cwd = projectFolder({ ...scoringProject, 'main.flow': flow });
    const { code, stderr } = millrace(['package', '.', '--out', 'p.zip'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'note: Flow Score is packed without a plan: "threshold" is given when it runs\n',
    });
    const files = Object.keys(unzipSync(readFileSync(path.join(cwd, 'p.zip'))));
    expect(files).toEqual(scoringPackage.filter((name) => !name.startsWith('.millrace/')));
  });

  test('runs elsewhere, with code and model from itself and outputs in the current folder', () => {
    const cwd = projectFolder({ 'p.zip': scoringZip() });
    expect(millrace(['run', 'p.zip', '--param', 'threshold=0.9'], { cwd }).code).toBe(0);
    expect(readdirSync(path.join(cwd, 'out')).sort()).toEqual(['alerts.csv', 'unreadable.jsonl']);
    expect(readFileSync(path.join(cwd, 'out/alerts.csv'), 'utf8')).toMatch(/^machine,risk\n"?press-3"?,0\.96\d+\n$/);
  });

  test('runs only what a node needs, and writes none of the rest', () => {
    const cwd = projectFolder({ 'p.zip': scoringZip() });
    const events = eventsOf(millrace(['run', 'p.zip', '--to', 'readings', '--json'], { cwd }));
    expect(events.find(({ type }) => type === 'run-started')).toMatchObject({ nodes: [{ name: 'readings' }] });
    expect(readdirSync(cwd)).toEqual(['p.zip']);
    const { code, stderr } = millrace(['run', 'p.zip', '--to', 'nothing'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('has no node "nothing"; its nodes are: readings')]);
  });

  test('reads data of the current folder where it has not brought its own', () => {
    const config = '{ "name": "scoring", "version": "1.2.0" }\n';
    const data = 'machine,temperature,vibration,load\nhere-1,95,9,99\n';
    const zip = packed({ ...scoringProject, 'millrace.json': config });
    const cwd = projectFolder({ 'p.zip': zip, 'data/readings.csv': data });
    const { code, stderr } = millrace(['run', 'p.zip'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('warning') });
    expect(readFileSync(path.join(cwd, 'out/alerts.csv'), 'utf8')).toContain('here-1');
  });

  test.each([
    ['writes', 'in.csv', '../out.csv'],
    ['writes', 'in.csv', 'out/../../out.csv'],
    ['writes', 'in.csv', '/tmp/millrace-out.csv'],
    ['reads', '../in.csv', 'out.csv'],
  ])('neither reads nor writes outside of the folder it is run in: %s', (does, input, output) => {
    const folder = projectFolder({ 'in.csv': 'id\n1\n' });
    const cwd = path.join(folder, 'inside');
    const flow = `schema A { id: int32 }\nflow F { read a: A from csv("${input}")\nwrite w(a) to csv("${output}") }\n`;
    addFiles(cwd, { 'main.flow': flow, 'in.csv': 'id\n1\n', 'millrace.json': '{"name":"p","version":"1.0.0"}' });
    const noted = millrace(['package', '.', '--out', 'p.zip'], { cwd });
    expect(noted).toMatchObject({ code: 0, stderr: expect.stringContaining('note: Flow F will not run:') });
    const before = readdirSync(folder);
    const { code, stderr } = millrace(['run', 'p.zip'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`${does} "../`) });
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('a package takes the code that a step imports', () => {
  const check = 'export const check = (r: { machine: string }) => ({ machine: r.machine, readings: [1, 2, 3] });\n';
  test.each([
    ['for its effect', "import './other.ts';\n"],
    ['by what it exports', "export * from './other.ts';\n"],
    ['at run time', "const other = await import('./other.ts');\n"],
    ['in a circle', "import './other.ts'; import './check.ts';\n"],
    [
      'behind types and generics',
      'const id = <T,>(value: T): T => value as T;\nimport { other } from "./other.ts"; id(other);\n',
    ],
  ])('%s', (_, imports) => {
    const steps = {
      'steps/check.ts': `${imports}${check}`,
      'steps/other.ts': "import './check.ts';\nexport const other = 1;\n",
    };
    const files = Object.keys(unzipSync(packed({ ...scoringProject, ...steps })));
    expect(files.filter((name) => name.startsWith('steps/'))).toEqual(['steps/check.ts', 'steps/other.ts']);
  });

  test.each([
    ['as a type', "import type { Other } from './other.ts';\n"],
    ['in a comment', "// import './other.ts';\n"],
    ['in a string', 'const text = "import \'./other.ts\'";\n'],
    ['from Node', "import 'node:fs'; import path from 'path'; path.sep;\n"],
  ])('but nothing %s', (_, imports) => {
    const steps = { 'steps/check.ts': `${imports}${check}`, 'steps/other.ts': 'export interface Other {}\n' };
    const files = Object.keys(unzipSync(packed({ ...scoringProject, ...steps })));
    expect(files.filter((name) => name.startsWith('steps/'))).toEqual(['steps/check.ts']);
  });
});

describe('package refuses', () => {
  const flow = String(scoringProject['main.flow']);
  const cases: [string, Files, number, string][] = [
    ['a flow with errors', { 'main.flow': flow.replace('risk >=', 'risky >=') }, 2, '"risky"'],
    ['no millrace.json', { 'millrace.json': '' }, 2, 'is not JSON'],
    ['no name', { 'millrace.json': '{"version":"1.0.0"}' }, 2, 'has no "name" in its millrace.json'],
    ['no version', { 'millrace.json': '{"name":"p"}' }, 2, 'has no "version" in its millrace.json'],
    [
      'a model that is in no file',
      { 'main.flow': flow.replace('.onnx"', '.onnx", checkpoint: latest') },
      1,
      'asks a catalogue for the checkpoint latest',
    ],
    ['code that needs a module', { 'steps/lib/vector.ts': "import 'left-pad';" }, 1, 'imports "left-pad"'],
    [
      'an include that is not there',
      { 'millrace.json': '{"name":"p","version":"1.0.0","include":["dta"]}' },
      1,
      '"dta"',
    ],
    ['an include outside', { 'millrace.json': '{"name":"p","version":"1.0.0","include":[".."]}' }, 1, 'is outside of'],
    [
      'one outside that is not looked for',
      { 'millrace.json': '{"name":"p","version":"1.0.0","include":["../nowhere"]}' },
      1,
      'is outside of',
    ],
  ];

  test.each(cases)('%s', (_, changed, expected, words) => {
    const cwd = projectFolder({ ...scoringProject, ...changed });
    const { code, stdout, stderr } = millrace(['package', '.'], { cwd });
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toContain(words);
    expect(readdirSync(cwd).filter((name) => /zip|part/.test(name))).toEqual([]);
  });

  test('a flow that imports from outside of the project', () => {
    const folder = projectFolder({ 'reading.flow': scoringProject['schemas/reading.flow'] ?? '' });
    const cwd = path.join(folder, 'project');
    const outside = flow.replace('./schemas/reading.flow', '../reading.flow');
    addFiles(cwd, { ...scoringProject, 'main.flow': outside });
    const { code, stderr } = millrace(['package', '.'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('"../reading.flow" is outside of') });
  });

  test.runIf(process.platform === 'linux')('two files that are one on other systems', () => {
    const cwd = projectFolder({ ...scoringProject, 'data/READINGS.csv': '' });
    const { code, stderr } = millrace(['package', '.'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('are one file on some systems') });
  });

  test('a link that leaves the project, and takes one that stays', () => {
    const secret = path.join(projectFolder({ secret: 'secret' }), 'secret');
    const cwd = projectFolder(scoringProject);
    symlinkSync('readings.csv', path.join(cwd, 'data/inside.csv'));
    expect(millrace(['package', '.', '--out', 'p.zip'], { cwd }).code).toBe(0);
    symlinkSync('.', path.join(cwd, 'data/around'));
    expect(millrace(['package', '.', '--out', 'q.zip'], { cwd }).stderr).toContain('neither a file nor a link to one');
    rmSync(path.join(cwd, 'data/around'));
    symlinkSync(secret, path.join(cwd, 'data/outside.csv'));
    const { code, stderr } = millrace(['package', '.', '--out', 'q.zip'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('data/outside.csv') });
  });

  test('a place where it cannot write, leaving what is there', () => {
    const cwd = projectFolder({ ...scoringProject, taken: 'a file' });
    const { code, stderr } = millrace(['package', '.', '--out', 'taken/p.zip'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('taken');
    expect(readFileSync(path.join(cwd, 'taken'), 'utf8')).toBe('a file');
  });

  test('to touch an earlier package when it fails', () => {
    const cwd = projectFolder({ ...scoringProject, 'p.zip': 'earlier' });
    writeFileSync(path.join(cwd, 'steps/lib/vector.ts'), "import 'left-pad';");
    expect(millrace(['package', '.', '--out', 'p.zip'], { cwd }).code).toBe(1);
    expect(readFileSync(path.join(cwd, 'p.zip'), 'utf8')).toBe('earlier');
  });
});

test('verify says of a whole package that it is', () => {
  const cwd = projectFolder({ 'p.zip': scoringZip() });
  expect(verifyPackage(path.join(cwd, 'p.zip'))).toEqual({ ok: true, problems: [] });
  expect(JSON.parse(millrace(['verify', 'p.zip', '--json'], { cwd }).stdout)).toEqual({ ok: true, problems: [] });
});
