import { rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { interruptedMillrace, millrace } from '../support/millrace-command.ts';
import { addFiles, type Files, projectFolder } from '../support/project-folder.ts';
import { paymentsProject } from '../support/recorded-run.ts';

const project: Files = { ...paymentsProject, 'millrace.json': '{ "name": "pay", "version": "1.0.0" }' };

/** Three runs of one project: the first, one with another parameter, and one of changed text. */
function withHistory(clean?: (clean: () => void) => void): string {
  const cwd = projectFolder(project, clean);
  millrace(['run', 'main.flow', '--name', 'first'], { cwd });
  millrace(['run', 'main.flow', '--name', 'dearer', '--param', 'rate=3'], { cwd });
  const flow = String(project['main.flow']).replace('where euros >= least', 'where euros > least');
  addFiles(cwd, { 'main.flow': flow });
  millrace(['run', 'main.flow', '--name', 'changed'], { cwd });
  return cwd;
}

describe('millrace runs', () => {
  let cwd = '';
  const cleanings: (() => void)[] = [];
  beforeAll(() => {
    cwd = withHistory((clean) => cleanings.push(clean));
    return () => {
      for (const clean of cleanings) clean();
    };
  }, 60_000);
  const said = (...args: string[]) => {
    const { code, stdout, stderr } = millrace(['runs', ...args], { cwd });
    return { code, stderr, stdout };
  };

  test('lists the newest first', () => {
    const { stdout, code } = said();
    const [head, ...lines] = stdout.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(head).toMatch(/^RUN +FLOW +STATUS +STARTED +TOOK +WRITTEN +NAME$/);
    expect(lines.map((line) => line.replace(/\s+/g, ' ').replace(/^\w{8} | \d{4}-.*? (m?s|min) /g, ''))).toEqual([
      'Payments succeeded3 changed',
      'Payments succeeded3 dearer',
      'Payments succeeded3 first',
    ]);
  });

  test('lists as JSON, of a flow, and as many as asked for', () => {
    const { runs } = JSON.parse(said('list', '--limit', '1', '--json').stdout);
    expect(runs).toMatchObject([
      { name: 'changed', status: 'succeeded', records: 3, parameters: { rate: 2, least: 0 } },
    ]);
    expect(said('--flow', 'Nothing').stdout).toBe('No runs\n');
  });

  test('shows a run', () => {
    const { stdout } = said('show', 'first');
    expect(stdout).toContain('succeeded  first');
    expect(stdout).toContain('parameters  rate = 2, least = 0');
    expect(stdout).toMatch(/ {2}read +payments +succeeded +2 records +1 failed/);
    expect(stdout).toContain('1 bad record\n  payments: data/payments.csv:3:');
    expect(stdout).toMatch(/Made\n {2}output {2}out\/bad\.jsonl {2}[0-9a-f]{12} {2} 1 record/);
    expect(stdout).toMatch(/From\n {2}flow +main\.flow +[0-9a-f]{12}\n {2}input +data\/payments\.csv/);
    expect(stdout).not.toContain('4222');
    const facts = JSON.parse(said('show', 'first', '--json').stdout);
    expect(Object.keys(facts)).toEqual(expect.arrayContaining(['nodes', 'errors', 'artefacts', 'sources']));
  });

  test('compares two runs by what changed of each node', () => {
    const { stdout } = said('compare', 'first', 'dearer');
    expect(stdout).toContain('parameter rate  2 → 3');
    expect(stdout).toMatch(/payments +same/);
    expect(stdout).toMatch(/euros +changed +succeeded +2 .*parameters/);
    const { nodes, parameters } = JSON.parse(said('compare', 'first', 'changed', '--json').stdout);
    expect(parameters).toEqual({});
    const changes = Object.fromEntries(
      nodes.map(({ node, is, changes }: { node: string; is: string; changes: object }) => [
        node,
        `${is} ${Object.keys(changes).join()}`.trimEnd(),
      ]),
    );
    expect(changes).toMatchObject({
      payments: 'same',
      euros: 'same',
      large: 'changed text',
      out: 'changed input large.out',
    });
  });

  test.each([
    [['show', 'nothing'], /There is no run "nothing"; "millrace runs" lists those there are/],
    [['show'], /missing required argument 'run'.*\nSay "millrace runs show --help"/],
    [['prune'], /Say which runs may go: --keep N, --older-than DURATION, or both/],
    [['prune', '--older-than', 'long'], /must be a duration, such as 30d/],
    [['list', '--limit', '-1'], /must be a whole number/],
    [['lst'], /too many arguments|unknown command/],
    [['--project', 'data/payments.csv', '--profile', 'none'], /no profile "none"/],
  ])('refuses %j and says what to write', (args, words) => {
    const { code, stderr } = said(...args);
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });

  test('is the same from a folder below, and of a file', () => {
    const below = millrace(['runs', '--json'], { cwd: path.join(cwd, 'data') }).stdout;
    const named = millrace(['runs', '--json', '--project', path.join(cwd, 'main.flow')], { cwd: path.dirname(cwd) });
    expect(JSON.parse(below).runs).toHaveLength(3);
    expect(named.stdout).toBe(below);
  });
});

test('a folder in which nothing ran is told, and nothing is made in it', () => {
  const cwd = projectFolder();
  const { code, stderr } = millrace(['runs'], { cwd });
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`Nothing has run in ${cwd} yet`) });
  expect(millrace(['runs', '--json', '--project', '.'], { cwd }).code).toBe(2);
});

test('rerun takes the parameters of the run, and says that the flow has changed since', () => {
  const cwd = withHistory();
  const { code, stderr } = millrace(['runs', 'rerun', 'dearer', '--name', 'again'], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain('note: the flow, its code or its models have changed since that run');
  const { parameters } = JSON.parse(millrace(['runs', 'show', 'again', '--json'], { cwd }).stdout);
  expect(parameters).toEqual({ rate: 3, least: 0 });
});

test('prune forgets runs and leaves what flows wrote', () => {
  const cwd = withHistory();
  expect(millrace(['runs', 'prune', '--keep', '1', '--dry-run'], { cwd }).stdout).toMatch(/^Would forget [12] runs?/);
  const { stdout } = millrace(['runs', 'prune', '--keep', '1', '--json'], { cwd });
  const { removed, needed } = JSON.parse(stdout);
  expect(removed.length + needed.length).toBe(2);
  expect(removed.length).toBeGreaterThan(0);
  expect(millrace(['runs', 'show', 'changed'], { cwd }).stdout).toContain('out/euros.csv');
  expect(JSON.parse(millrace(['lineage', 'out/euros.csv', '--json'], { cwd }).stdout).items.length).toBeGreaterThan(1);
});

test('a run that is told to be left out is in no catalogue', () => {
  const cwd = projectFolder(project);
  expect(millrace(['run', 'main.flow', '--no-record'], { cwd }).code).toBe(0);
  expect(millrace(['runs'], { cwd }).stderr).toContain('Nothing has run');
});

test('where the catalogue is damaged, a run is refused and may go without', () => {
  const cwd = projectFolder({ ...project, '.millrace/catalog.sqlite': 'x'.repeat(9999) });
  const refused = millrace(['run', 'main.flow'], { cwd });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/Move it away/);
  expect(refused.stderr).toContain('To run without the catalogue of runs, add --no-record');
  expect(millrace(['run', 'main.flow', '--no-record'], { cwd }).code).toBe(0);
});

test('a run that was killed is shown as interrupted', async () => {
  const cwd = projectFolder({
    'main.flow': `schema Row { id: int32 }
flow Slow -> done {
  read rows: Row from jsonl("rows.jsonl")
  task done(rows) -> Row { run: node("wait.mjs") }
  write out(done) to jsonl("out.jsonl")
}
`,
    'rows.jsonl': '{"id":1}\n',
    'wait.mjs':
      'export default () => { console.log("at work"); return new Promise((go) => setTimeout(go, 60_000)); };\n',
  });
  await interruptedMillrace(['run', 'main.flow', '--json', '--name', 'killed'], {
    cwd,
    by: 'SIGKILL',
    isReady: (stdout) => stdout.includes('at work'),
  });
  const { runs } = JSON.parse(millrace(['runs', '--json'], { cwd }).stdout);
  expect(runs).toMatchObject([{ name: 'killed', status: 'interrupted' }]);
  rmSync(path.join(cwd, '.millrace'), { recursive: true });
});
