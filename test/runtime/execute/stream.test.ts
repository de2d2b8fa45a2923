import { expect, test } from 'vitest';
import { call, column, csvCall, literal, planOf, schema, stage } from '../../support/plans.ts';
import { projectWith, runIn } from '../../support/run-plans.ts';

const people = schema({ id: 'int32', age: 'int32' });
const older = schema({ id: 'int32', next: 'int32' });

const read = stage('read', { name: 'people', output: people, connector: csvCall('people.csv') });
const select = stage('select', {
  name: 'older',
  input: people,
  output: older,
  columns: [
    { name: 'id', expression: column('id', 'int32') },
    { name: 'next', expression: call('add', 'int32', column('age', 'int32'), literal('int32', 1)) },
  ],
});
const filter = stage('filter', {
  name: 'adults',
  input: older,
  output: older,
  where: call('greaterThanOrEqual', 'bool', column('next', 'int32'), literal('int32', 18)),
});
const write = stage('write', { name: 'kept', input: older, connector: csvCall('out/kept.csv') });

test('records stream from read through select and filter to write', async () => {
  await using project = await projectWith({ 'people.csv': 'id,age\n1,16\n2,17\n3,40\n' });
  const plan = planOf([
    { stage: read },
    { stage: select, from: 'people' },
    { stage: filter, from: 'older' },
    { stage: write, from: 'adults' },
  ]);
  const run = await runIn(project.folder, plan);
  expect(run.finished).toMatchObject({ status: 'succeeded', records: { kept: 2 } });
  expect(await project.text('out/kept.csv')).toBe('id,next\n2,18\n3,41\n');
});
