/** Code of other git repositories: locked once, fetched once, and the same from then on. The repositories are real ones, on this machine. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { addFiles, projectFolder } from '../support/project-folder.ts';

const environment = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

function git(folder: string, ...args: string[]): string {
  const env = { ...process.env, ...environment };
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env }).trim();
}

/** Each version of a step multiplies by another number. */
function commit(folder: string, factor: number): string {
  addFiles(folder, {
    'steps/times.mjs': `import { factor } from './factor.mjs';\nexport const step = ({ n }) => ({ n: n * factor });\n`,
    'steps/factor.mjs': `export const factor = ${factor};\n`,
    'steps/times.py': `def step(record, context): return {"n": record["n"] * ${factor}}\n`,
    'steps/times.sh': `while read -r line; do n=\${line#*:}; echo "{\\"n\\":$((\${n%\\}} * ${factor}))}"; done\n`,
  });
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', `times ${factor}`);
  return git(folder, 'rev-parse', 'HEAD');
}

function repositoryWith(...factors: number[]) {
  const folder = projectFolder();
  git(folder, 'init', '-q', '-b', 'main');
  const commits = factors.map((factor) => commit(folder, factor));
  return { folder, url: `git+${pathToFileURL(folder).href}`, commits };
}

function projectOf(run: string): string {
  return projectFolder({
    'millrace.json': '{ "name": "pinned", "version": "1.0.0" }',
    'main.flow': `flow F {
  read rows: { n: int32 } from jsonl("rows.jsonl")
  task times(rows) -> { n: int32 } { run: ${run} }
  write out(times) to jsonl("out.jsonl")
}
`,
    'rows.jsonl': '{"n":1}\n{"n":2}\n',
  });
}

const nodeStep = (url: string, ref: string) => `node("${url}#${ref}:steps/times.mjs", export: "step")`;
const lockOf = (folder: string) => JSON.parse(readFileSync(path.join(folder, 'flow.lock'), 'utf8'));
const outOf = (folder: string) => readFileSync(path.join(folder, 'out.jsonl'), 'utf8');

describe('code of another repository', () => {
  test('is locked to a commit and runs as it was, whatever becomes of the repository', () => {
    const { folder: repository, url, commits } = repositoryWith(2, 3);
    const project = projectOf(nodeStep(url, 'main'));
    const before = millrace(['run', 'main.flow'], { cwd: project });
    expect(before.code).toBe(2);
    expect(before.stderr).toContain('is not here as flow.lock says. Fetch it: millrace lock\n');
    expect(millrace(['lock'], { cwd: project })).toMatchObject({ code: 0 });
    expect(lockOf(project)).toEqual({
      version: 1,
      code: [
        { repository: url.slice(4), ref: 'main', commit: commits[1], digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ],
    });
    commit(repository, 5);
    expect(millrace(['lock'], { cwd: project })).toMatchObject({ code: 0 });
    rmSync(repository, { recursive: true });
    expect(millrace(['lock', '--json'], { cwd: project })).toMatchObject({ code: 0 });
    expect(millrace(['run', 'main.flow'], { cwd: project })).toMatchObject({ code: 0 });
    expect(outOf(project)).toBe('{"n":3}\n{"n":6}\n');
  });

  test('is missing in a fresh clone, and what fetches it is said', () => {
    const { url } = repositoryWith(2);
    const project = projectOf(nodeStep(url, 'main'));
    millrace(['lock'], { cwd: project });
    const clones = projectFolder();
    cpSync(project, path.join(clones, 'clone'), { recursive: true });
    rmSync(path.join(clones, 'clone/.millrace'), { recursive: true });
    const call = (...args: string[]) => millrace(args, { cwd: clones });
    const missing = `The code "${url}#main:steps/times.mjs" is not`;
    expect(call('run', 'clone/main.flow')).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: ${missing} here as flow.lock says. Fetch it: millrace lock clone\n`,
    });
    expect(call('package', 'clone')).toMatchObject({
      code: 1,
      stderr: `error: ${missing} in the project as flow.lock says; fetch it with: millrace lock\n`,
    });
    expect(call('lock', 'clone')).toMatchObject({ code: 0 });
    expect(call('run', 'clone/main.flow')).toMatchObject({ code: 0 });
    expect(outOf(path.join(clones, 'clone'))).toBe('{"n":2}\n{"n":4}\n');
  });

  test('follows its branch when that is asked for, and is forgotten when nobody names it', () => {
    const { folder: repository, url } = repositoryWith(2);
    const project = projectOf(nodeStep(url, 'main'));
    millrace(['lock'], { cwd: project });
    const latest = commit(repository, 7);
    expect(millrace(['lock', '--update'], { cwd: project })).toMatchObject({ code: 0 });
    expect(lockOf(project).code[0].commit).toBe(latest);
    expect(millrace(['run', 'main.flow'], { cwd: project })).toMatchObject({ code: 0 });
    expect(outOf(project)).toBe('{"n":7}\n{"n":14}\n');
    addFiles(project, { 'main.flow': 'flow F {\n}\n' });
    millrace(['lock'], { cwd: project });
    expect(lockOf(project).code).toEqual([]);
  });

  test.each([
    ['python', 'python("URL:steps/times.py", function: "step")'],
    ['bash', 'bash("URL:steps/times.sh")'],
  ])('runs in %s at a commit that is not the newest', (_, run) => {
    const { url, commits } = repositoryWith(4, 9);
    const project = projectOf(run.replace('URL', `${url}#${commits[0]}`));
    expect(millrace(['lock'], { cwd: project })).toMatchObject({ code: 0 });
    expect(millrace(['run', 'main.flow'], { cwd: project })).toMatchObject({ code: 0, stderr: expect.any(String) });
    expect(outOf(project)).toBe('{"n":4}\n{"n":8}\n');
  });

  test('is fetched again at the locked commit where it is gone or was changed', () => {
    const { folder: repository, url } = repositoryWith(2);
    const project = projectOf(nodeStep(url, 'main'));
    millrace(['lock'], { cwd: project });
    const [tree] = readdirSync(path.join(project, '.millrace/code')) as [string];
    writeFileSync(path.join(project, '.millrace/code', tree, 'steps/factor.mjs'), 'export const factor = 99;');
    expect(millrace(['run', 'main.flow'], { cwd: project })).toMatchObject({ code: 2 });
    commit(repository, 5);
    millrace(['lock'], { cwd: project });
    expect(millrace(['run', 'main.flow'], { cwd: project })).toMatchObject({ code: 0 });
    expect(outOf(project)).toBe('{"n":2}\n{"n":4}\n');
    const lock = lockOf(project);
    lock.code[0].digest = '0'.repeat(64);
    writeFileSync(path.join(project, 'flow.lock'), JSON.stringify(lock));
    const refused = millrace(['lock'], { cwd: project });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('gives other files for the commit');
    expect(lockOf(project)).toEqual(lock);
  });

  test('goes into a package, which runs without the repository', () => {
    const { folder: repository, url } = repositoryWith(6);
    const project = projectOf(nodeStep(url, 'main'));
    millrace(['lock'], { cwd: project });
    rmSync(repository, { recursive: true });
    expect(millrace(['package', '.', '--out', 'p.zip'], { cwd: project })).toMatchObject({ code: 0 });
    const elsewhere = projectFolder({ 'rows.jsonl': '{"n":1}\n' });
    const zip = path.join(project, 'p.zip');
    expect(millrace(['run', zip], { cwd: elsewhere })).toMatchObject({ code: 0 });
    expect(outOf(elsewhere)).toBe('{"n":6}\n');
  });
});

describe('what a repository holds', () => {
  test('is data: no link leads out of it, no hook or filter runs', () => {
    const { folder: repository, url } = repositoryWith(2);
    symlinkSync('/etc', path.join(repository, 'out'));
    const ran = path.join(repository, 'ran');
    writeFileSync(path.join(repository, '.git/hooks/post-checkout'), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
    commit(repository, 3);
    const project = projectOf(nodeStep(url, 'main'));
    expect(millrace(['lock'], { cwd: project })).toMatchObject({ code: 0 });
    const [tree] = readdirSync(path.join(project, '.millrace/code')) as [string];
    expect(readFileSync(path.join(project, '.millrace/code', tree, 'out'), 'utf8')).toBe('/etc');
    expect(existsSync(ran)).toBe(false);
  });
});

test.each([
  ['no such repository', 'git+file:///nowhere', 'main', 'steps/times.mjs', 'git cannot fetch from file:///nowhere', 1],
  ['no such branch', '', 'other', 'steps/times.mjs', 'git cannot fetch from', 1],
  ['no such file', '', 'main', 'steps/none.mjs', 'There is no file "steps/none.mjs" in', 2],
])('%s is said, and nothing half fetched stays', (_, given, ref, file, message, exitCode) => {
  const { url } = repositoryWith(2);
  const project = projectOf(`node("${given || url}#${ref}:${file}", export: "step")`);
  const { code, stderr } = millrace(['lock'], { cwd: project });
  expect(code).toBe(exitCode);
  expect(stderr).toContain(message);
  const left = existsSync(path.join(project, '.millrace/code'))
    ? readdirSync(path.join(project, '.millrace/code'))
    : [];
  expect(left.filter((name) => name.startsWith('fetching-'))).toEqual([]);
});

test('a lock that was damaged is said', () => {
  const { url } = repositoryWith(2);
  const project = projectOf(nodeStep(url, 'main'));
  writeFileSync(path.join(project, 'flow.lock'), '{"version":1,"code":[{"commit":"--upload-pack=x"}]}');
  expect(millrace(['lock'], { cwd: project })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('flow.lock is not'),
  });
});
