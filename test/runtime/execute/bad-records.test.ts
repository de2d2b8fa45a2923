import { recordType, scalarType, type Type } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import {
  call,
  column,
  csvCall,
  errorsSchema,
  jsonlCall,
  literal,
  type PlannedStage,
  planOf,
  schema,
  stage,
} from '../../support/plans.ts';
import { projectWith, runIn } from '../../support/run-plans.ts';

const people = schema({ id: 'int32', age: 'int32' });

function readOf(onError: 'fail' | 'skip' = 'fail', max = 2): PlannedStage {
  const connector = csvCall('data/people.csv');
  return { stage: stage('read', { name: 'people', output: people, connector, onError, batch: { max } }) };
}

/** Fails a record whose age is 2147483647. */
function selectOf(onError: 'fail' | 'skip' = 'fail'): PlannedStage {
  const next = call('add', 'int32', column('age', 'int32'), literal('int32', 1));
  const columns = [
    { name: 'id', expression: column('id', 'int32') },
    { name: 'age', expression: next },
  ];
  return { from: 'people', stage: stage('select', { name: 'older', input: people, output: people, columns, onError }) };
}

const keep: PlannedStage = {
  from: 'older',
  stage: stage('write', { name: 'kept', input: people, connector: jsonlCall('out/kept.jsonl') }),
};
const rejectsOf = (name: string, from: string): PlannedStage => ({
  from,
  stage: stage('write', { name, input: errorsSchema, connector: jsonlCall(`out/${name}.jsonl`) }),
});

const text = 'id,age\n1,10\n2,old\n3,2147483647\n4,40\n';

describe('[N3] bad records', () => {
  test('leave by the errors port with record, message, node, attempt, time and line', async () => {
    await using project = await projectWith({ 'data/people.csv': text });
    const plan = planOf([
      readOf(),
      selectOf(),
      keep,
      rejectsOf('unread', 'people.errors'),
      rejectsOf('overflown', 'older.errors'),
    ]);
    const run = await runIn(project.folder, plan);
    expect(run.finished).toMatchObject({ status: 'succeeded', records: { kept: 2, unread: 1, overflown: 1 } });
    expect(await project.jsonLines('out/kept.jsonl')).toEqual([
      { id: 1, age: 11 },
      { id: 4, age: 41 },
    ]);
    expect(await project.jsonLines('out/unread.jsonl')).toEqual([
      {
        record: expect.objectContaining({ age: 'old' }),
        message: expect.stringContaining('age'),
        node: 'people',
        attempt: 1,
        at: expect.stringMatching(/^20\d\d-.*Z$/),
        line: 3,
      },
    ]);
    expect(await project.jsonLines('out/overflown.jsonl')).toEqual([
      expect.objectContaining({ record: { id: 3, age: 2147483647 }, node: 'older', line: null }),
    ]);
  });

  test('end the run where nothing takes them: the message names node, file, line and record', async () => {
    await using project = await projectWith({ 'data/people.csv': text });
    const run = await runIn(project.folder, planOf([readOf(), selectOf('skip'), keep]));
    expect(run.finished.status).toBe('failed');
    expect(run.finished.error).toMatchObject({ code: 'record-failed', node: 'people' });
    expect(run.finished.error?.message).toMatch(
      /^"people" cannot process a record of data\/people\.csv: Line 3: .*"old"/,
    );
    expect(run.statuses()).toEqual({ people: 'failed', older: 'skipped', kept: 'skipped' });
    expect(await project.files()).toEqual(['data/people.csv']);
  });

  test('are counted and left out with onError: skip', async () => {
    await using project = await projectWith({ 'data/people.csv': text });
    const run = await runIn(project.folder, planOf([readOf('skip'), selectOf('skip'), keep]));
    expect(run.finished).toMatchObject({ status: 'succeeded', records: { kept: 2 } });
    expect(run.all('record-failed').map(({ node }) => node)).toEqual(['people', 'older']);
    const last = run
      .all('progress')
      .at(-1)
      ?.nodes.map(({ node, failed }) => [node, failed]);
    expect(last).toEqual([
      ['people', 1],
      ['older', 1],
      ['kept', 0],
    ]);
  });

  test('are told one by one at first, then only counted', async () => {
    const lines = Array.from({ length: 250 }, (_, id) => `${id},none\n`).join('');
    await using project = await projectWith({ 'data/people.csv': `id,age\n${lines}` });
    const run = await runIn(project.folder, planOf([readOf('skip', 64), selectOf(), keep]));
    expect(run.all('record-failed')).toHaveLength(100);
    expect(run.all('progress').at(-1)?.nodes[0]).toMatchObject({ node: 'people', failed: 250 });
  });

  test('come as one batch per input batch, maybe empty', async () => {
    await using project = await projectWith({ 'data/people.csv': text });
    const run = await runIn(
      project.folder,
      planOf([
        readOf('fail', 1),
        selectOf(),
        keep,
        rejectsOf('unread', 'people.errors'),
        rejectsOf('overflown', 'older.errors'),
      ]),
    );
    const batches = Object.fromEntries(run.all('node-finished').map((finished) => [finished.node, finished.batches]));
    expect(batches).toEqual({ people: 4, older: 4, kept: 4, unread: 4, overflown: 4 });
  });

  test('do not show personal values, except to those who read the errors port', async () => {
    const personal = structuredClone(people);
    for (const field of personal.fields) if (field.name === 'id') field.rules = { pii: true };
    await using project = await projectWith({ 'data/people.csv': text });
    const reading = (): PlannedStage => {
      const { stage: read } = readOf();
      return { stage: { ...read, output: personal } as typeof read };
    };
    const failed = await runIn(project.folder, planOf([reading()]));
    expect(failed.finished.error?.message).toContain('the record is {"id":"(hidden)","age":"old"}');
    expect(failed.all('record-failed')[0]?.record).toEqual({ id: '(hidden)', age: 'old' });
    await runIn(project.folder, planOf([reading(), rejectsOf('unread', 'people.errors')]));
    expect(await project.jsonLines('out/unread.jsonl')).toMatchObject([{ record: { age: 'old', id: '2' } }]);
  });

  test.each([
    ['csv', 'id,card\n1,4929-secret,x\n', 'Line 2: 3 columns, but the header has 2'],
    ['csv', 'id,card\n1,"4929-secret\n', 'Line 2: a quote is opened and never closed'],
    ['jsonl', '{"id":1,"card":"4929-secret"\n', 'Line 1: is not JSON'],
    ['jsonl', '{"card":49-secret}\n', 'Line 1: is not JSON'],
    ['jsonl', '"4929-secret"\n', 'Line 1: is not an object'],
    ['jsonl', '{"id":"x","card":"","owners":[{"card":"4929-secret"}]}\n', '"x" is not an int32'],
  ])('a line of %s that is no record shows nothing where a field is personal: %j', async (name, content, said) => {
    const card = { name: 'card', type: scalarType('string'), rules: { pii: true } };
    const owners: Type = { kind: 'list', element: recordType([card]), nullable: true };
    const fields = [{ name: 'id', type: scalarType('int32') }, card, { name: 'owners', type: owners }];
    const read = stage('read', {
      name: 'cards',
      output: recordType(fields),
      connector: { name, options: { path: 'in' } },
    });
    await using project = await projectWith({ in: content });
    const run = await runIn(project.folder, planOf([{ stage: read }]));
    expect(run.all('record-failed')[0]?.message).toContain(said);
    expect(JSON.stringify(run.events)).not.toContain('secret');
  });
});
