/** Behind every kind of node a consumer far slower than what feeds it: nothing is lost, the order stays, and queues stay within their bounds. */
import { scalarType } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { inferStage, modelPath } from '../../support/infer-stages.ts';
import { sumModel } from '../../support/onnx-model.ts';
import { call, column, csvCall, literal, type PlannedStage, planOf, schema, stage } from '../../support/plans.ts';
import { eagerClock, projectWith, runIn } from '../../support/run-plans.ts';

const rows = 50_000;
/** Of one edge. */
const queuedMax = 32_768;
const input = schema({ id: 'int32', x: 'float32' });
const kept = [column('id', 'int32'), column('x', 'float32')] as const;

const { stage: infer, bytes } = inferStage(sumModel(1), {
  input,
  fill: { x: [column('x', 'float32')] },
  take: { score: { column: 'score', type: scalarType('float32') } },
});

/** Each gives every record on, in order, with its id first. */
const kinds: PlannedStage['stage'][] = [
  stage('select', {
    name: 'made',
    input,
    output: input,
    columns: [
      { name: 'id', expression: kept[0] },
      { name: 'x', expression: kept[1] },
    ],
  }),
  stage('filter', {
    name: 'made',
    input,
    output: input,
    where: call('greaterThanOrEqual', 'bool', column('id', 'int32'), literal('int32', 0)),
  }),
  stage('union', { name: 'made', output: input }),
  { ...infer, name: 'made' },
  stage('aggregate', {
    name: 'made',
    input,
    output: schema({ id: 'int32', count: 'int64' }),
    keys: [{ name: 'id', expression: kept[0] }],
    items: [{ name: 'count', function: 'count', arguments: [] }],
  }),
  stage('sql', { name: 'made', output: input, query: 'SELECT id, x FROM rows ORDER BY id' }),
];

test.each(kinds.map((made) => [made.kind, made] as const))('%s', async (_, made) => {
  const output = made.output ?? input;
  const lines = Array.from({ length: rows }, (_, id) => `${id},${id % 7}\n`);
  const slow = 'export const step = (row) => { for (let i = 0; i < 2000; i++) Math.sqrt(i); return row; };';
  await using project = await projectWith({
    'rows.csv': `id,x\n${lines.join('')}`,
    'slow.mjs': slow,
    [modelPath]: bytes,
  });
  const runner = { name: 'node', file: 'slow.mjs', export: 'step' } as const;
  const plan = planOf([
    { stage: stage('read', { name: 'rows', output: input, connector: csvCall('rows.csv') }) },
    { stage: made, from: 'rows' },
    { stage: stage('task', { name: 'slow', input: output, output, runner, mode: 'record' }), from: 'made' },
    { stage: stage('write', { name: 'out', input: output, connector: csvCall('out.csv') }), from: 'slow' },
  ]);
  const run = await runIn(project.folder, plan, { clock: eagerClock });
  expect(run.finished).toMatchObject({ status: 'succeeded', records: { out: rows } });
  const written = (await project.text('out.csv')).trimEnd().split('\n').slice(1);
  expect(written.map((line) => Number(line.split(',')[0]))).toEqual(lines.map((_, id) => id));
  let queuedMost = 0;
  for (const { nodes } of run.all('progress')) queuedMost = Math.max(queuedMost, ...nodes.map(({ queued }) => queued));
  expect(queuedMost).toBeGreaterThan(0);
  expect(queuedMost).toBeLessThanOrEqual(queuedMax);
});
