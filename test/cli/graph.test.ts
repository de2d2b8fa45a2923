import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectGolden } from '../support/golden-text.ts';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';
import { scoringProject } from '../support/scoring-project.ts';

const golden = (name: string) => path.join(import.meta.dirname, 'golden', name);

describe('graph', () => {
  test.each(['json', 'mermaid', 'dot', 'svg'])('draws %s', (format) => {
    const cwd = projectFolder(scoringProject);
    const { code, stdout, stderr } = millrace(['graph', 'main.flow', '--format', format], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expectGolden(stdout, golden(`graph.${format}.txt`));
  });

  test.each([
    ['g.svg', /^<svg /],
    ['g.mmd', /^flowchart LR\n/],
    ['g.gv', /^digraph "Score" \{\n/],
    ['deep/er/g.json', /^\{\n {2}"flow": "Score"/],
  ])('takes the format from the name %s', (name, start) => {
    const cwd = projectFolder(scoringProject);
    const result = millrace(['graph', 'main.flow', '--out', name], { cwd });
    expect(result).toEqual({ code: 0, stdout: '', stderr: `Drawn to ${name}\n` });
    expect(readFileSync(path.join(cwd, name), 'utf8')).toMatch(start);
  });

  test('escapes what a flow may say', () => {
    const flow = `schema S { a: string }
flow F {
  read r: S from csv("</text><script>&quot;\\"--%>.csv")
  filter end(r) where a == "]]><b>"
  write w(end) to csv("out.csv")
}
`;
    const cwd = projectFolder({ 'main.flow': flow });
    const drawn = (format: string) => millrace(['graph', 'main.flow', '--format', format], { cwd }).stdout;
    const svg = drawn('svg');
    expect(svg).not.toMatch(/<script|<b>/);
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;&amp;quot;');
    expect(drawn('mermaid')).not.toMatch(/<script|(^|\s)end(\s|\[)/m);
    expect(drawn('dot')).toContain('\\"');
  });

  test('draws a flow with mistakes and marks what is broken', () => {
    const flow = String(scoringProject['main.flow']).replace('risk >=', 'risky >=');
    const cwd = projectFolder({ ...scoringProject, 'main.flow': flow });
    const { code, stdout } = millrace(['graph', 'main.flow', '--format', 'svg'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/class="node filter wrong"/);
  });

  test.each([
    [['main.flow', '--flow', 'Scoer'], 'There is no flow "Scoer"'],
    [['main.flow', '--out', 'picture.png'], 'add --format json|mermaid|dot|svg'],
    [['schemas/reading.flow'], 'There is no flow in schemas/reading.flow'],
  ])('refuses %j', (args, words) => {
    const { code, stderr } = millrace(['graph', ...args], { cwd: projectFolder(scoringProject) });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
  });
});

describe('plan', () => {
  test('lists stages in order with the files they read and write', () => {
    const { code, stdout } = millrace(['plan', 'main.flow'], { cwd: projectFolder(scoringProject) });
    expect(code).toBe(0);
    expectGolden(stdout.replace(/[0-9a-f]{12}/, 'FINGERPRINT'), golden('plan.txt'));
  });

  test('is the same in another folder', () => {
    const plan = () => millrace(['plan', 'main.flow', '--json'], { cwd: projectFolder(scoringProject) }).stdout;
    const first = plan();
    expect(JSON.parse(first)).toMatchObject({ irVersion: 1, flow: 'Score', source: 'main.flow' });
    expect(plan()).toBe(first);
  });

  test('changes its fingerprint with code that a step imports', () => {
    const lib = 'steps/lib/limits.json';
    const plan = (files: object) =>
      JSON.parse(
        millrace(['plan', 'main.flow', '--json'], { cwd: projectFolder({ ...scoringProject, ...files }) }).stdout,
      );
    expect(plan({ [lib]: '{ "load": 99 }' }).fingerprint).not.toBe(plan({}).fingerprint);
  });
});
