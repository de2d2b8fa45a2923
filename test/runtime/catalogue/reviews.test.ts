import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { computedIn, edit } from '../../support/cache-project.ts';
import { millrace } from '../../support/millrace-command.ts';
import { projectFolder } from '../../support/project-folder.ts';

const project = {
  'main.flow': `schema Payment { id: string, amount: float64 }
flow Check {
  read rows: Payment from csv("rows.csv")
  review verdicts(rows) {
    by:   "fraud-desk"
    ask:  { verdict: string @oneOf("fraud", "legit"), score: int32? }
    when: amount > 10
  }
  write out(verdicts) to jsonl("out.jsonl")
}
`,
  'rows.csv': 'id,amount\na,1\nb,20\nc,30\n',
};

interface Waiting {
  id: string;
  record: { id: string };
  answer: Record<string, unknown>;
}

const outOf = (cwd: string) => readFileSync(path.join(cwd, 'out.jsonl'), 'utf8').trimEnd().split('\n');
const exported = (cwd: string, ...options: string[]): Waiting[] =>
  millrace(['review', 'export', ...options], { cwd })
    .stdout.split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const idOf = (cwd: string, record: string) => exported(cwd).find((one) => one.record.id === record)?.id ?? '';

describe('reviews', () => {
  test('records wait, others go on; a later run goes on with the answers', () => {
    const cwd = projectFolder(project);
    const { stderr } = millrace(['run', 'main.flow'], { cwd });
    expect(stderr).toContain('2 records wait for an answer of fraud-desk: millrace review list');
    expect(outOf(cwd)).toEqual(['{"id":"a","amount":1,"verdict":null,"score":null}']);
    expect(computedIn(cwd)).toEqual([]);
    expect(millrace(['review', 'answer', idOf(cwd, 'b'), 'verdict=fraud', 'score=7'], { cwd }).code).toBe(0);
    expect(computedIn(cwd)).toEqual(['out', 'rows', 'verdicts']);
    expect(outOf(cwd)[1]).toBe('{"id":"b","amount":20,"verdict":"fraud","score":7}');
    expect(exported(cwd).map(({ record }) => record.id)).toEqual(['c']);
  });

  test('an answer that does not fit is refused with what is asked for, and so is one to nothing', () => {
    const cwd = projectFolder(project);
    computedIn(cwd);
    const wrong = millrace(['review', 'answer', idOf(cwd, 'b'), 'verdict=maybe'], { cwd });
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.stderr).toContain('"maybe" is not one of "fraud", "legit"');
    expect(millrace(['review', 'answer', idOf(cwd, 'b'), 'score=7'], { cwd }).stderr).toContain('verdict: no value');
    expect(millrace(['review', 'answer', idOf(cwd, 'b'), 'colour=red'], { cwd }).stderr).toContain(
      'does not ask for colour',
    );
    expect(millrace(['review', 'answer', 'ffff', 'verdict=fraud'], { cwd }).stderr).toContain(
      'There is no review "ffff"',
    );
    expect(exported(cwd)).toHaveLength(2);
  });

  test('a file of answers is taken whole or not at all; what is not filled in goes on waiting', () => {
    const cwd = projectFolder(project);
    computedIn(cwd);
    const [first, second] = exported(cwd);
    const file = path.join(cwd, 'answers.jsonl');
    const write = (...lines: unknown[]) => writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    write({ ...first, answer: { verdict: 'legit' } }, { ...second, answer: { verdict: 'no' } });
    expect(millrace(['review', 'answer', '--from', 'answers.jsonl'], { cwd }).code).toBe(2);
    expect(exported(cwd)).toHaveLength(2);
    write({ ...first, answer: { verdict: 'legit', score: null } }, second);
    expect(millrace(['review', 'answer', '--from', 'answers.jsonl', '--as', 'ann'], { cwd }).code).toBe(0);
    expect(exported(cwd)).toHaveLength(1);
    expect(exported(cwd, '--answered')[0]?.answer).toEqual({ verdict: 'legit', score: null });
  });

  test('a record is asked about once, whatever else changes in the flow', () => {
    const cwd = projectFolder(project);
    computedIn(cwd);
    edit(cwd, 'main.flow', (text) => text.replaceAll('verdicts', 'judged').replace('amount > 10', 'amount > 5'));
    computedIn(cwd);
    expect(exported(cwd)).toHaveLength(2);
    edit(cwd, 'rows.csv', (text) => `${text}d,40\n`);
    computedIn(cwd);
    expect(new Set(exported(cwd).map(({ record }) => record.id))).toEqual(new Set(['b', 'c', 'd']));
  });

  test('a record that nobody has answered in time is a bad record', () => {
    const cwd = projectFolder({
      ...project,
      'main.flow': project['main.flow'].replace('when: amount > 10', 'when: amount > 10, timeout: 1ms, onError: skip'),
    });
    computedIn(cwd);
    const { stderr } = millrace(['run', 'main.flow'], { cwd });
    expect(stderr).toContain('fraud-desk gave no answer in time');
    expect(outOf(cwd)).toHaveLength(1);
  });
});
