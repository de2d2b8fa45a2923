import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { computedIn, edit } from '../../support/cache-project.ts';
import { millrace } from '../../support/millrace-command.ts';
import { projectFolder } from '../../support/project-folder.ts';

const project = {
  'main.flow': `schema Row { id: string, amount: int32 }
schema Score { id: string, amount: int64 }
dataset Scores: Score { keep: 2 }

flow Make(least: int32 = 0) {
  read rows: Row from csv("rows.csv")
  select scored(rows) { id, amount, more: upper(id) }
  filter kept(scored) where amount > least
  write made(kept) to Scores
}

flow Use {
  read scores from Scores
  write copied(scores) to jsonl("out.jsonl")
}
`,
  'rows.csv': 'id,amount\na,1\nb,2\n',
};

interface Shown {
  batches: { batch: string; records: number; path: string; runId: string; node: string }[];
}

const json = <T>(cwd: string, ...args: string[]): T => JSON.parse(millrace([...args, '--json'], { cwd }).stdout);
const shown = (cwd: string) => json<Shown>(cwd, 'datasets', 'show', 'Scores');
const make = (cwd: string, ...options: string[]) => computedIn(cwd, '--flow', 'Make', ...options);
const use = (cwd: string) => computedIn(cwd, '--flow', 'Use');
const outOf = (cwd: string) => readFileSync(path.join(cwd, 'out.jsonl'), 'utf8');

describe('datasets', () => {
  test('a run makes a batch with the columns of the dataset, and another flow reads the newest', () => {
    const cwd = projectFolder(project);
    expect(make(cwd)).toEqual(['kept', 'made', 'rows', 'scored']);
    expect(use(cwd)).toEqual(['copied', 'scores']);
    expect(outOf(cwd)).toBe('{"id":"a","amount":1}\n{"id":"b","amount":2}\n');
    const [batch] = shown(cwd).batches;
    expect(batch).toMatchObject({ records: 2, node: 'made' });
    expect(make(cwd)).toEqual([]);
    expect(shown(cwd).batches).toHaveLength(1);
  });

  test('a new batch makes what was read of the one before stale', () => {
    const cwd = projectFolder(project);
    make(cwd);
    use(cwd);
    make(cwd, '--param', 'least=1');
    const explained = json<{ state: string; changes: unknown[] }>(
      cwd,
      'explain',
      'main.flow',
      'copied',
      '--flow',
      'Use',
    );
    expect(explained).toMatchObject({ state: 'stale', changes: [{ node: 'scores', component: 'data Scores' }] });
    expect(use(cwd)).toEqual(['copied', 'scores']);
    expect(outOf(cwd)).toBe('{"id":"b","amount":2}\n');
  });

  test('what an older batch was made of makes a new one, for the newest is what is read', () => {
    const cwd = projectFolder(project);
    make(cwd);
    make(cwd, '--param', 'least=1');
    expect(make(cwd)).toEqual(['kept', 'made', 'rows', 'scored']);
    use(cwd);
    expect(outOf(cwd)).toContain('"a"');
  });

  test('a batch is read by its name, and one that is not there is refused with those that are', () => {
    const cwd = projectFolder(project);
    make(cwd);
    make(cwd, '--param', 'least=1');
    const [newest, oldest] = shown(cwd).batches;
    edit(cwd, 'main.flow', (text) => text.replace('from Scores\n', `from Scores(batch: "${oldest?.batch}")\n`));
    use(cwd);
    expect(outOf(cwd)).toContain('"a"');
    edit(cwd, 'main.flow', (text) => text.replace(String(oldest?.batch), 'x'));
    const { code, stderr } = millrace(['run', 'main.flow', '--flow', 'Use'], { cwd });
    expect(code).not.toBe(0);
    expect(stderr).toContain(`Dataset Scores has no batch "x"; the newest are ${newest?.batch}`);
  });

  test('only as many batches stay as are to be kept, and files of others go', () => {
    const cwd = projectFolder(project);
    make(cwd);
    const [first] = shown(cwd).batches;
    make(cwd, '--param', 'least=1');
    make(cwd, '--param', 'least=2');
    const { batches } = shown(cwd);
    expect(batches.map(({ records }) => records)).toEqual([0, 1]);
    expect(existsSync(path.join(cwd, String(first?.path)))).toBe(false);
    expect(batches.every((batch) => existsSync(path.join(cwd, batch.path)))).toBe(true);
  });

  test('a dataset that nobody has written says which run is missing', () => {
    const cwd = projectFolder(project);
    const { stderr } = millrace(['run', 'main.flow', '--flow', 'Use'], { cwd });
    expect(stderr).toContain('Dataset Scores has no batch yet: run the flow that writes it');
  });

  test('a batch is exported as a Parquet file', () => {
    const cwd = projectFolder(project);
    make(cwd);
    expect(millrace(['datasets', 'export', 'Scores', '--out', 'x/scores.parquet'], { cwd }).code).toBe(0);
    expect(readFileSync(path.join(cwd, 'x/scores.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  });
});
