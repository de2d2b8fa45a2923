import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureRiskModel } from '../support/failure-risk-model.ts';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';
import { typeMistakes } from '../support/type-check.ts';

describe('new', () => {
  test('makes a project that is checked, runs and is packaged as it is', () => {
    const folder = projectFolder();
    const made = millrace(['new', 'machine-health'], { cwd: folder });
    expect(made).toEqual({ code: 0, stdout: expect.stringContaining('millrace run main.flow'), stderr: '' });
    const cwd = path.join(folder, 'machine-health');
    expect(millrace(['check', '.'], { cwd })).toMatchObject({ code: 0, stderr: '1 file checked: nothing wrong\n' });
    const { code, stdout } = millrace(['run', 'main.flow', '--json'], { cwd });
    const finished = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(code).toBe(0);
    expect(finished.records).toEqual({ unreadable: 1, scores: 11, pages: 4 });
    expect(readdirSync(path.join(cwd, 'out')).sort()).toEqual(['alerts.jsonl', 'scores.csv', 'unreadable.jsonl']);
    expect(millrace(['package', '.', '--out', '../p.zip'], { cwd }).code).toBe(0);
    expect(millrace(['verify', '../p.zip'], { cwd }).code).toBe(0);
  });

  test('has a step of the types that its flow says, and the one layout', () => {
    const folder = projectFolder();
    millrace(['new', 'p'], { cwd: folder });
    const cwd = path.join(folder, 'p');
    expect(millrace(['types', '--check'], { cwd })).toMatchObject({ code: 0, stdout: '' });
    expect(millrace(['fmt', '--check'], { cwd })).toMatchObject({ code: 0, stdout: '' });
    expect(typeMistakes(cwd, ['steps/describe.mjs'])).toBe('');
  });

  test('has the model that its script makes', () => {
    const cwd = projectFolder();
    const { stdout } = millrace(['new', 'p', '--json'], { cwd });
    const { path: made, files } = JSON.parse(stdout);
    expect({ made, files }).toEqual({ made: path.join(cwd, 'p'), files: 8 });
    const model = readFileSync(path.join(made, 'models/failure-risk.onnx'));
    expect(model.equals(failureRiskModel())).toBe(true);
  });

  test.each([
    ['Machine Health', 'such as "machine-health"'],
    ['taken', 'is not empty'],
    ['file', 'is a file'],
  ])('refuses %s and changes nothing', (name, words) => {
    const cwd = projectFolder({ 'taken/main.flow': '', file: '' });
    const { code, stdout, stderr } = millrace(['new', name], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(readdirSync(cwd).sort()).toEqual(['file', 'taken']);
    expect(readdirSync(path.join(cwd, 'taken'))).toEqual(['main.flow']);
  });

  test('takes a folder that is there and empty, by its name', () => {
    const cwd = projectFolder({ 'fresh/.keep': '', 'Not a name/.keep': '' });
    for (const folder of ['fresh', 'Not a name']) rmSync(path.join(cwd, folder, '.keep'));
    expect(millrace(['new', '.'], { cwd: path.join(cwd, 'fresh') }).code).toBe(0);
    expect(millrace(['new', '.'], { cwd: path.join(cwd, 'Not a name') }).code).toBe(2);
    expect(millrace(['new', 'a/b'], { cwd }).code).toBe(0);
    expect(readdirSync(path.join(cwd, 'a'))).toEqual(['b']);
  });
});
