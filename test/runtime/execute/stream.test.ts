import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  call,
  column,
  csvCall,
  jsonlCall,
  literal,
  type PlannedStage,
  planOf,
  schema,
  stage,
} from '../../support/plans.ts';
import { eagerClock, projectWith, runIn } from '../../support/run-plans.ts';

const people = schema({ id: 'int32', age: 'int32' });
const older = schema({ id: 'int32', next: 'int32' });

const readOf = (max?: number): PlannedStage => ({
  stage: stage('read', {
    name: 'people',
    output: people,
    connector: csvCall('people.csv'),
    batch: max === undefined ? {} : { max },
  }),
});
const select: PlannedStage = {
  from: 'people',
  stage: stage('select', {
    name: 'older',
    input: people,
    output: older,
    columns: [
      { name: 'id', expression: column('id', 'int32') },
      { name: 'next', expression: call('add', 'int32', column('age', 'int32'), literal('int32', 1)) },
    ],
  }),
};
const filter: PlannedStage = {
  from: 'older',
  stage: stage('filter', {
    name: 'adults',
    input: older,
    output: older,
    where: call('greaterThanOrEqual', 'bool', column('next', 'int32'), literal('int32', 18)),
  }),
};
const writeOf = (name: string, from: string): PlannedStage => ({
  from,
  stage: stage('write', { name, input: older, connector: csvCall(`out/${name}.csv`) }),
});
const csvOf = (rows: { id: number; age: number }[]) =>
  `id,age\n${rows.map(({ id, age }) => `${id},${age}\n`).join('')}`;
const outOf = (rows: { id: number; age: number }[]) =>
  `id,next\n${rows
    .filter(({ age }) => age + 1 >= 18)
    .map(({ id, age }) => `${id},${age + 1}\n`)
    .join('')}`;

test('records stream from read through select and filter to write', async () => {
  await using project = await projectWith({ 'people.csv': 'id,age\n1,16\n2,17\n3,40\n' });
  const run = await runIn(project.folder, planOf([readOf(), select, filter, writeOf('kept', 'adults')]));
  expect(run.finished).toMatchObject({ status: 'succeeded', records: { kept: 2 } });
  expect(await project.text('out/kept.csv')).toBe('id,next\n2,18\n3,41\n');
});

test('whatever the batches, the output is that of the whole input, in its order', async () => {
  const person = fc.record({ id: fc.integer({ min: 0, max: 999 }), age: fc.integer({ min: 0, max: 90 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(person, { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), async (rows, max) => {
      await using project = await projectWith({ 'people.csv': csvOf(rows) });
      const run = await runIn(project.folder, planOf([readOf(max), select, filter, writeOf('kept', 'adults')]));
      expect(run.finished.status).toBe('succeeded');
      expect(await project.text('out/kept.csv')).toBe(outOf(rows));
      const batches = run.all('node-finished').map((finished) => finished.batches);
      expect(new Set(batches).size).toBe(1);
    }),
    { numRuns: 30 },
  );
});

test('every consumer of a node gets all of its records', async () => {
  const rows = Array.from({ length: 30 }, (_, id) => ({ id, age: id }));
  await using project = await projectWith({ 'people.csv': csvOf(rows) });
  const plan = planOf([
    readOf(4),
    select,
    filter,
    writeOf('one', 'adults'),
    writeOf('two', 'adults'),
    writeOf('all', 'older'),
  ]);
  const run = await runIn(project.folder, plan);
  expect(run.finished.records).toEqual({ one: 13, two: 13, all: 30 });
  expect(await project.text('out/one.csv')).toBe(outOf(rows));
  expect(await project.text('out/two.csv')).toBe(outOf(rows));
});

test('a slow consumer holds up the others, so that queues stay within their bounds', async () => {
  const rows = Array.from({ length: 150_000 }, (_, id) => ({ id, age: 20 }));
  const code = 'export const step = (row) => { for (let i = 0; i < 2000; i++) Math.sqrt(i); return row; };';
  await using project = await projectWith({ 'people.csv': csvOf(rows), 'slow.mjs': code });
  const slow = stage('task', {
    name: 'slow',
    input: older,
    output: older,
    runner: { name: 'node', file: 'slow.mjs', export: 'step' },
    mode: 'record',
  });
  const plan = planOf([
    readOf(),
    select,
    { stage: slow, from: 'older' },
    writeOf('late', 'slow'),
    writeOf('early', 'older'),
  ]);
  const run = await runIn(project.folder, plan, { clock: eagerClock });
  expect(run.finished.records).toEqual({ late: 150_000, early: 150_000 });
  let queuedMost = 0;
  let aheadMost = 0;
  for (const { nodes } of run.all('progress')) {
    const records = Object.fromEntries(nodes.map((node) => [node.node, node.records]));
    queuedMost = Math.max(queuedMost, ...nodes.map(({ queued }) => queued));
    aheadMost = Math.max(aheadMost, (records.early as number) - (records.slow as number));
  }
  expect(queuedMost).toBeLessThanOrEqual(32_768);
  expect(aheadMost).toBeLessThanOrEqual(2 * 32_768);
});

test('a node that nobody reads runs all the same', async () => {
  await using project = await projectWith({ 'people.csv': csvOf([{ id: 1, age: 1 }]) });
  const run = await runIn(project.folder, planOf([readOf(), select]));
  expect(run.statuses()).toEqual({ people: 'succeeded', older: 'succeeded' });
});

test('an input without records gives an output without records', async () => {
  await using project = await projectWith({ 'people.csv': 'id,age\n' });
  const run = await runIn(project.folder, planOf([readOf(), select, filter, writeOf('kept', 'adults')]));
  expect(run.finished.status).toBe('succeeded');
  expect(await project.text('out/kept.csv')).toBe('id,next\n');
});

test('two inputs at a node that takes one are refused', async () => {
  await using project = await projectWith({ 'people.csv': csvOf([]) });
  const plan = planOf([readOf(), select, writeOf('kept', 'older')]);
  plan.edges.push({ id: 'second', from: 'older', port: 'out', to: 'kept', kind: 'stream', schema: older });
  const run = await runIn(project.folder, plan);
  expect(run.finished.error).toEqual({
    code: 'plan-unsupported',
    message: '"kept" has 2 inputs, but a write takes one',
    node: 'kept',
  });
});

test('a source cuts smaller batches where its schema shows that records are large', async () => {
  const image = schema({ pixels: { kind: 'vector', element: 'float32', dimensions: [1_000_000], nullable: false } });
  await using project = await projectWith({ 'images.jsonl': '{"pixels":[1]}\n'.repeat(20) });
  const connector = jsonlCall('images.jsonl');
  const read = stage('read', { name: 'images', output: image, connector, onError: 'skip' });
  const run = await runIn(project.folder, planOf([{ stage: read }]));
  expect(run.all('node-finished')).toMatchObject([{ node: 'images', status: 'succeeded', batches: 3 }]);
});

test('the parameters of the flow reach its expressions', async () => {
  await using project = await projectWith({
    'people.csv': csvOf([
      { id: 1, age: 4 },
      { id: 2, age: 9 },
    ]),
  });
  const where = call('greaterThan', 'bool', column('age', 'int32'), {
    op: 'parameter',
    type: { kind: 'scalar', name: 'int32', nullable: false },
    name: 'limit',
  });
  const plan = planOf([
    readOf(),
    { from: 'people', stage: stage('filter', { name: 'grown', input: people, output: people, where }) },
    { from: 'grown', stage: stage('write', { name: 'kept', input: people, connector: jsonlCall('kept.jsonl') }) },
  ]);
  plan.parameters = [{ name: 'limit', type: { kind: 'scalar', name: 'int32', nullable: false }, value: 5 }];
  await runIn(project.folder, plan);
  expect(await project.jsonLines('kept.jsonl')).toEqual([{ id: 2, age: 9 }]);
});
