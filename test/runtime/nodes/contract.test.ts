import { recordType, scalarType, type TaskStage } from '@millrace/grammar';
import { openCatalogue, reviewsIn } from 'millrace';
import { describe } from 'vitest';
import { inferStage, modelPath } from '../../support/infer-stages.ts';
import { checkNodeContract } from '../../support/node-contract.ts';
import type { Model } from '../../support/onnx-model.ts';
import { call, column, csvCall, field, jsonlCall, literal, schema, stage } from '../../support/plans.ts';
import { type Language, runnerOf } from '../../support/run-code.ts';

const input = schema({ id: 'int32', n: 'int64?', text: 'string?' });
const good = (i: number) => ({ id: i, n: BigInt(i % 3), text: i % 2 === 0 ? `text ${i}` : null });
const bad = { id: 2147483647, n: 99n, text: 'bad' };
const nulls = { id: 0, n: null, text: null };

describe('select', () => {
  const next = call('add', 'int32', column('id', 'int32'), literal('int32', 1));
  const output = schema({ next: 'int32', text: 'string?' });
  checkNodeContract({
    stage: stage('select', {
      name: 'select',
      input,
      output,
      columns: [
        { name: 'next', expression: next },
        { name: 'text', expression: column('text', 'string', true) },
      ],
    }),
    good,
    bad,
    nulls,
    expected: ({ id, text }) => [{ next: (id as number) + 1, text }],
  });
});

describe('filter', () => {
  const next = call('add', 'int32', column('id', 'int32'), literal('int32', 1));
  checkNodeContract({
    stage: stage('filter', {
      name: 'filter',
      input,
      output: input,
      where: call('greaterThan', 'bool', next, literal('int32', 2)),
    }),
    good,
    bad,
    nulls,
    expected: (row) => ((row.id as number) + 1 > 2 ? [row] : []),
  });
});

describe.each([
  ['high', (id: number) => id + 1 > 2],
  ['low', (id: number) => id + 1 <= 2],
])('route, by its port %s', (port, isTaken) => {
  const next = call('add', 'int32', column('id', 'int32'), literal('int32', 1));
  checkNodeContract({
    stage: stage('route', {
      name: 'route',
      input,
      ports: [
        { name: 'high', where: call('greaterThan', 'bool', next, literal('int32', 2)), output: input },
        { name: 'low', output: input },
      ],
    }),
    port,
    good,
    bad,
    nulls,
    expected: (row) => (isTaken(row.id as number) ? [row] : []),
  });
});

describe('union', () => {
  checkNodeContract({
    stage: stage('union', { name: 'union', output: schema({ text: 'string?', id: 'int64', n: 'float64?' }) }),
    input: schema({ id: 'int32', n: 'int16?', text: 'string?' }),
    good: (i) => ({ id: i, n: i % 3, text: i % 2 === 0 ? `text ${i}` : null }),
    nulls,
    expected: ({ id, n, text }) => [{ text, id: BigInt(id as number), n }],
  });
});

/** Records above 2 wait for people; nobody answers. */
describe('review', () => {
  const next = call('add', 'int32', column('id', 'int32'), literal('int32', 1));
  const verdict = field('verdict', 'string', true);
  checkNodeContract({
    stage: stage('review', {
      name: 'review',
      input,
      output: recordType([...input.fields, verdict]),
      by: 'desk',
      answers: [field('verdict', 'string')],
      when: call('greaterThan', 'bool', next, literal('int32', 3)),
    }),
    async around(projectFolder) {
      const catalogue = await openCatalogue({ projectFolder });
      return { context: { reviews: reviewsIn(catalogue) }, close: () => catalogue.close() };
    },
    good,
    bad,
    nulls,
    expected: (row) => ((row.id as number) <= 2 ? [{ ...row, verdict: null }] : []),
  });
});

describe('join', () => {
  const right = schema({ key: 'int64?', name: 'string' });
  const names = [
    { key: 0n, name: 'zero' },
    { key: 2n, name: 'two' },
    { key: null, name: 'none' },
    { key: 2n, name: 'deux' },
  ];
  checkNodeContract({
    stage: stage('join', {
      name: 'join',
      input,
      right,
      output: schema({ id: 'int32', name: 'string?' }),
      join: 'left',
      keys: [{ left: column('n', 'int64', true), right: column('key', 'int64', true) }],
      columns: [
        { name: 'id', side: 'left', from: 'id' },
        { name: 'name', side: 'right', from: 'name' },
      ],
    }),
    ahead: { schema: right, rows: names },
    good,
    nulls,
    expected: ({ id, n }) => {
      const met = names.filter(({ key }) => key === n).map(({ name }) => ({ id, name }));
      return met.length > 0 ? met : [{ id, name: null }];
    },
  });
});

describe('infer', () => {
  const pick: Model = {
    name: 'pick',
    inputs: [{ name: 'at', element: 'int64', shape: ['N'] }],
    outputs: [{ name: 'picked', element: 'float32', shape: ['N'] }],
    weights: [{ name: 'three', shape: [3], values: Float32Array.of(10, 20, 30) }],
    nodes: [{ operator: 'Gather', inputs: ['three', 'at'], outputs: ['picked'] }],
  };
  const { stage: infer, bytes } = inferStage(pick, {
    input,
    fill: { at: [column('n', 'int64', true)] },
    take: { picked: { column: 'picked', type: scalarType('float32') } },
    keep: ['id', 'text'],
  });
  checkNodeContract({
    stage: infer,
    files: { [modelPath]: bytes },
    good,
    bad,
    nulls,
    expected: ({ id, n, text }) => [{ id, text, picked: (Number(n) + 1) * 10 }],
  });
});

/** Drops every fourth record and doubles every third; some languages know no bad record, or none alone. */
const steps: [Language, TaskStage['mode'], string, boolean][] = [
  [
    'node',
    'record',
    `export const step = (row) => {
    if (row.id === 2147483647) throw new Error('too large');
    return row.id % 4 === 3 ? null : row.id % 4 === 2 ? [row, row] : row;
  };`,
    true,
  ],
  [
    'node',
    'batch',
    `export const step = (rows) => rows.map((row) => {
    if (row.id === 2147483647) return 'too large';
    return row.id % 4 === 3 ? null : row.id % 4 === 2 ? [row, row] : row;
  });`,
    true,
  ],
  [
    'python',
    'record',
    `def step(row, context):
    if row["id"] == 2147483647: raise ValueError("too large")
    return None if row["id"] % 4 == 3 else [row, row] if row["id"] % 4 == 2 else row
`,
    true,
  ],
  [
    'python',
    'batch',
    `def step(rows, context):
    def one(row):
        return "too large" if row["id"] == 2147483647 else None if row["id"] % 4 == 3 else [row, row] if row["id"] % 4 == 2 else row
    return [one(row) for row in rows]
`,
    true,
  ],
  ['bash', 'record', scriptWith('', 'echo "$line"; echo "$line"', ':'), false],
  ['bash', 'batch', scriptWith('echo 5', 'echo "[$line,$line]"', 'echo null'), true],
];

function scriptWith(bad: string, twice: string, none: string): string {
  return `while IFS= read -r line; do
  id=\${line#*:}; id=\${id%%,*}
  if [ "$id" = 2147483647 ]; then ${bad || ':'}
  elif [ $((id % 4)) = 3 ]; then ${none}
  elif [ $((id % 4)) = 2 ]; then ${twice}
  else echo "$line"; fi
done`;
}

describe.each(steps)('task of %s, mode: %s', (language, mode, code, hasBad) => {
  const runner = runnerOf(language);
  checkNodeContract({
    stage: stage('task', { name: 'task', input, output: input, runner, mode }),
    files: { [runner.file]: code },
    good,
    ...(hasBad && { bad }),
    nulls,
    expected: (row) => ((row.id as number) % 4 === 3 ? [] : (row.id as number) % 4 === 2 ? [row, row] : [row]),
  });
});

describe.each([
  ['csv', csvCall('out.csv')],
  ['jsonl', jsonlCall('out.jsonl')],
  ['parquet', { name: 'parquet', options: { path: 'out.parquet' } }],
  ['sqlite', { name: 'sqlite', options: { path: 'out.sqlite', table: 'records' } }],
  ['a dataset', { name: '$dataset', options: {} }],
])('write to %s', (_, connector) => {
  checkNodeContract({ stage: stage('write', { name: 'write', input, connector }), good, nulls });
});
