/** The kinds of node that take all of their input before they give anything. */
import type { FoldContract } from '../fold-contract.ts';
import { column, schema, stage } from '../plans.ts';
import { type Language, runnerOf } from '../run-code.ts';
import { bad, input, next, nulls } from './records.ts';

/** Two records make a group. */
const good = (i: number) => ({ id: i, n: BigInt(i >> 1), text: i % 2 === 0 ? `text ${i}` : null });

const aggregate: FoldContract = {
  stage: stage('aggregate', {
    name: 'totals',
    input,
    output: schema({ n: 'int64?', count: 'int64', texts: 'int64', top: 'int32' }),
    keys: [{ name: 'n', expression: column('n', 'int64', true) }],
    items: [
      { name: 'count', function: 'count', arguments: [] },
      { name: 'texts', function: 'count', arguments: [column('text', 'string', true)] },
      { name: 'top', function: 'max', arguments: [next] },
    ],
    batch: { max: 10 },
  }),
  input,
  good,
  bad,
  nulls,
  expected: (rows) => totalsOf(rows, (id) => id + 1),
};

const sql: FoldContract = {
  stage: stage('sql', {
    name: 'totals',
    output: schema({ n: 'int64?', count: 'int64', texts: 'int64', top: 'int32?' }),
    query: 'SELECT n, count(*) AS count, count(text) AS texts, max(id) AS top FROM rows GROUP BY n ORDER BY min(id)',
    batch: { max: 10 },
  }),
  input,
  as: 'rows',
  good,
  bad: 'A query sees its records together: what it fails on fails the run. Bad are records of its result, at their own case.',
  nulls,
  expected: (rows) => totalsOf(rows, (id) => id),
};

function totalsOf(rows: Record<string, unknown>[], top: (id: number) => number): Record<string, unknown>[] {
  return [...Map.groupBy(rows, ({ n }) => n)].map(([n, group]) => ({
    n,
    count: BigInt(group.length),
    texts: BigInt(group.filter(({ text }) => text !== null).length),
    top: Math.max(...group.map(({ id }) => top(Number(id)))),
  }));
}

const codes: [Language, string][] = [
  ['node', 'export const step = ({ rows }) => rows.filter(({ id }) => id % 2 === 0);'],
  ['python', 'def step(inputs, context): return [row for row in inputs["rows"] if row["id"] % 2 == 0]'],
  [
    'bash',
    `while IFS= read -r line; do
  id=\${line#*:}; id=\${id%%,*}
  [ $((id % 2)) = 1 ] || echo "$line"
done`,
  ],
];

function wholeTask(language: Language, code: string): FoldContract {
  const runner = runnerOf(language);
  return {
    stage: stage('task', { name: 'task', output: input, runner, mode: 'whole', batch: { max: 10 } }),
    files: { [runner.file]: code },
    input,
    as: 'rows',
    good,
    bad: 'Code that gets all records in one call fails with that call.',
    nulls,
    expected: (rows) => rows.filter(({ id }) => Number(id) % 2 === 0),
  };
}

export const folds: Readonly<Record<string, FoldContract>> = {
  aggregate,
  sql,
  ...Object.fromEntries(
    codes.map(([language, code]) => [`task of ${language}, mode: whole`, wholeTask(language, code)]),
  ),
};
