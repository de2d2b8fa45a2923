import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { addFiles, type Files, projectFolder } from '../support/project-folder.ts';
import { paymentsProject } from '../support/recorded-run.ts';

const project: Files = {
  ...paymentsProject,
  'millrace.json': '{ "name": "pay", "version": "1.0.0" }',
  'second.flow': `schema Euros { id: int32, euros: float64 }
flow Sums -> sums {
  read euros: Euros from csv("out/euros.csv")
  aggregate sums(euros) { sum: sum(euros), count: count() }
  write out(sums) to jsonl("out/sums.jsonl")
}
`,
};

interface Item {
  id: string;
  kind: string;
  path: string;
  madeBy?: { run: string; node: string; name?: string; parameters: object; git?: { commit: string; isDirty: boolean } };
}

/** Two flows, one of which reads what the other one writes; the first has run twice. */
function withRuns(clean?: (clean: () => void) => void): string {
  const cwd = projectFolder(project, clean);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd, encoding: 'utf8' });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  millrace(['run', 'main.flow', '--name', 'one'], { cwd });
  millrace(['run', 'main.flow', '--force', '--name', 'two'], { cwd });
  millrace(['run', 'second.flow', '--name', 'sums'], { cwd });
  return cwd;
}

describe('millrace lineage of a file', () => {
  let cwd = '';
  const cleanings: (() => void)[] = [];
  beforeAll(() => {
    cwd = withRuns((clean) => cleanings.push(clean));
    return () => {
      for (const clean of cleanings) clean();
    };
  }, 60_000);
  const json = (...args: string[]) => JSON.parse(millrace(['lineage', ...args, '--json'], { cwd }).stdout);
  const paths = (items: Item[]) => items.map(({ kind, path }) => `${kind} ${path}`).sort();

  test('goes up over runs to what nobody made', () => {
    const { items, links, target } = json('out/sums.jsonl', '--up');
    expect(paths(items)).toEqual([
      'flow main.flow',
      'flow second.flow',
      'input data/payments.csv',
      'output out/euros.csv',
      'output out/sums.jsonl',
    ]);
    const byPath = Object.fromEntries(items.map((item: Item) => [item.path, item]));
    expect(target).toBe(byPath['out/sums.jsonl'].id);
    expect(links).toContainEqual({ from: byPath['out/euros.csv'].id, to: target, kind: 'input' });
    expect(byPath['out/sums.jsonl'].madeBy).toMatchObject({ node: 'out', flow: 'Sums', name: 'sums' });
    expect(byPath['out/euros.csv'].madeBy).toMatchObject({
      node: 'out',
      parameters: { rate: 2, least: 0 },
      name: 'two',
    });
    expect(byPath['out/euros.csv'].madeBy.git.commit).toMatch(/^[0-9a-f]{40}$/);
  });

  test('goes down to all that came of it, each content once', () => {
    const { items } = json('data/payments.csv', '--down');
    const outputs = paths(items).filter((one) => !one.includes('bad.jsonl') && !one.startsWith('cache'));
    expect(outputs).toEqual(['input data/payments.csv', 'output out/euros.csv', 'output out/sums.jsonl']);
  });

  test('is found by the beginning of its digest as well', () => {
    const { items, target } = json('out/euros.csv');
    const { sha256 } = items.find(({ id }: Item) => id === target);
    expect(json(sha256.slice(0, 10)).target).toBe(target);
    expect(json(`sha256:${sha256}`).target).toBe(target);
  });

  test('reads as a tree', () => {
    const { stdout } = millrace(['lineage', 'out/sums.jsonl'], { cwd });
    const lines = stdout.replace(/[0-9a-f]{10,12}/g, 'DIGEST').split('\n');
    expect(lines[0]).toMatch(/^output out\/sums\.jsonl {2}DIGEST, 1 record, \d+ B$/);
    expect(lines).toContain('Made from');
    expect(stdout).toMatch(
      /└─ input out\/euros\.csv .*\n {3}│ {2}made by out of Payments in main\.flow, run \w{8} \(two\)/,
    );
    expect(stdout).toMatch(/with rate = 2, least = 0; commit [0-9a-f]{10}/);
  });

  test('is drawn', () => {
    const out = path.join(cwd, 'drawn.svg');
    expect(millrace(['lineage', 'out/sums.jsonl', '--format', 'svg', '--out', out], { cwd }).code).toBe(0);
    const svg = readFileSync(out, 'utf8');
    expect(svg).toContain('aria-label="Lineage of out/sums.jsonl"');
    for (const name of ['out/sums.jsonl', 'out/euros.csv', 'data/payments.csv'])
      expect(svg).toContain(`>${name}</text>`);
  });
});

test('a file that was changed after its run is told, and shown as the run wrote it', () => {
  const cwd = withRuns();
  addFiles(cwd, { 'out/euros.csv': 'id,euros\n1,99\n' });
  const changed = millrace(['lineage', 'out/euros.csv', '--json'], { cwd });
  expect(changed.stderr).toMatch(/note: out\/euros\.csv is not what a run wrote there: it was changed since/);
  const { items, target } = JSON.parse(changed.stdout);
  expect(items.find(({ id }: Item) => id === target)).toMatchObject({ path: 'out/euros.csv', kind: 'output' });
});

test('a batch of a dataset is called by its name, also from what was read from it', () => {
  const cwd = projectFolder({
    'main.flow': `schema Row { id: int32 }
dataset Kept: Row
flow Make -> rows {
  read rows: Row from jsonl("rows.jsonl")
  write out(rows) to Kept
}
flow Use -> kept {
  read kept: Row from Kept
  write out(kept) to csv("out/kept.csv")
}
`,
    'rows.jsonl': '{"id":1}\n',
  });
  for (const flow of ['Make', 'Use']) expect(millrace(['run', 'main.flow', '--flow', flow], { cwd }).code).toBe(0);
  const lineage = (what: string) => millrace(['lineage', what], { cwd }).stdout;
  expect(lineage('out/kept.csv')).toMatch(/dataset Kept \d{4}-\d\d-\d\dT[\w-]+ {2}[0-9a-f]{12}, 1 record/);
  expect(lineage('Kept')).toMatch(/^dataset Kept [\s\S]*Used for\n└─ output out\/kept\.csv/);
});

test('a copy is made from what it is a copy of, and not from itself', () => {
  const cwd = projectFolder({
    'main.flow': `schema Row { id: int32 }
flow Copy -> rows {
  read rows: Row from csv("rows.csv")
  write out(rows) to csv("out/rows.csv")
}
`,
    'rows.csv': 'id\n1\n',
  });
  for (const name of ['one', 'two']) millrace(['run', 'main.flow', '--force', '--name', name], { cwd });
  const { items, links, target } = JSON.parse(millrace(['lineage', 'out/rows.csv', '--json'], { cwd }).stdout);
  expect(items.map(({ kind, path }: Item) => `${kind} ${path}`).sort()).toEqual([
    'flow main.flow',
    'input rows.csv',
    'output out/rows.csv',
  ]);
  expect(links.every(({ from, to }: { from: string; to: string }) => from !== to && to === target)).toBe(true);
  const down = JSON.parse(millrace(['lineage', 'rows.csv', '--down', '--json'], { cwd }).stdout);
  expect(down.items.map(({ path }: Item) => path)).toEqual(['rows.csv', 'out/rows.csv']);
});

describe('millrace lineage of a column', () => {
  const said = (...args: string[]) => millrace(['lineage', ...args], { cwd: projectFolder(project) });

  test('says what it is computed from', () => {
    const { stdout, code } = said('main.flow:large.euros');
    expect(code).toBe(0);
    expect(stdout.replace(/ {2,}/g, '  ')).toBe(
      [
        'large.euros  filter euros >= least in Payments of main.flow',
        '',
        'Comes from',
        '  computed  payments.amount  read csv data/payments.csv  Payments of main.flow',
        '',
      ].join('\n'),
    );
  });

  test('says what came of one that enters the flow', () => {
    const lineage = JSON.parse(said('main.flow:payments.amount', '--down', '--json').stdout);
    expect(lineage).toMatchObject({ column: { node: 'payments', column: 'amount' }, origins: [] });
    expect(lineage.uses.map(({ node, column, way }: Record<string, string>) => `${way} ${node}.${column}`)).toEqual([
      'computed euros.euros',
      'computed large.euros',
    ]);
  });

  test('is drawn', () => {
    const { stdout } = said('main.flow:large.euros', '--format', 'svg');
    expect(stdout).toContain('aria-label="Lineage of large.euros"');
    expect(stdout).toContain('>+ amount');
  });

  test.each([
    ['main.flow:none.euros', /There is no node "none" in main\.flow/],
    ['main.flow:larg.euros', /did you mean "large"\?/],
    ['main.flow:large.euro', /"large" has no column "euro"; did you mean "euros"\?/],
    ['main.flow:large', /Say which column of "large": large\.id/],
    ['none.flow:a.b', /none\.flow/],
  ])('of %s is refused and says what is meant', (word, words) => {
    const { code, stderr } = said(word);
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });
});

test.each([
  [['nothing-known'], /No run of this project made or read "nothing-known"/],
  [['out/euros.csv', '--up', '--down'], /Say --up or --down/],
  [['out/euros.csv', '--format', 'pdf'], /Allowed choices are text, json, svg/],
])('%j is refused', (args, words) => {
  const cwd = projectFolder(project);
  millrace(['run', 'main.flow'], { cwd });
  const { code, stderr } = millrace(['lineage', ...args], { cwd });
  expect(stderr).toMatch(words);
  expect(code).toBe(2);
});
