import { describe } from 'vitest';
import { checkFoldContract } from '../../support/fold-contract.ts';
import { call, column, literal, schema, stage } from '../../support/plans.ts';
import { type Language, runnerOf } from '../../support/run-code.ts';

const input = schema({ id: 'int32', n: 'int64?', text: 'string?' });
const good = (i: number) => ({ id: i, n: BigInt(i % 70), text: i % 2 === 0 ? `text ${i}` : null });
const nulls = { id: 0, n: null, text: null };

describe('aggregate', () => {
  const next = call('add', 'int32', column('id', 'int32'), literal('int32', 1));
  checkFoldContract({
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
    bad: { id: 2147483647, n: 99n, text: 'bad' },
    nulls,
    expected: (rows) =>
      [...Map.groupBy(rows, ({ n }) => n)].map(([n, group]) => ({
        n,
        count: BigInt(group.length),
        texts: BigInt(group.filter(({ text }) => text !== null).length),
        top: Math.max(...group.map(({ id }) => Number(id) + 1)),
      })),
  });
});

describe('sql', () => {
  checkFoldContract({
    stage: stage('sql', {
      name: 'totals',
      output: schema({ n: 'int64?', count: 'int64', texts: 'int64', top: 'int32?' }),
      query: 'SELECT n, count(*) AS count, count(text) AS texts, max(id) AS top FROM rows GROUP BY n ORDER BY min(id)',
      batch: { max: 10 },
    }),
    input,
    as: 'rows',
    good,
    nulls,
    expected: (rows) =>
      [...Map.groupBy(rows, ({ n }) => n)].map(([n, group]) => ({
        n,
        count: BigInt(group.length),
        texts: BigInt(group.filter(({ text }) => text !== null).length),
        top: Math.max(...group.map(({ id }) => Number(id))),
      })),
  });
});

const wholes: [Language, string][] = [
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

describe.each(wholes)('task of %s, mode: whole', (language, code) => {
  const runner = runnerOf(language);
  checkFoldContract({
    stage: stage('task', { name: 'task', output: input, runner, mode: 'whole', batch: { max: 10 } }),
    files: { [runner.file]: code },
    input,
    as: 'rows',
    good,
    nulls,
    expected: (rows) => rows.filter(({ id }) => Number(id) % 2 === 0),
  });
});
