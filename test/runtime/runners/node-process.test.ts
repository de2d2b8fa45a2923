import { join } from 'node:path';
import { scalarType } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { jsonlCall, planOf, stage } from '../../support/plans.ts';
import { projectWith, runIn } from '../../support/run-plans.ts';
import { lengths, measure, runTask, taskInput, taskOutput, taskRecords } from '../../support/run-task.ts';

describe('a process that dies or hangs', () => {
  test('fails the record to blame; its neighbours go to the next process', async () => {
    const code = `export const step = ({ id, text }) => {
      if (id === 2) process.exit(7);
      return { id, length: text.length };
    };`;
    const { out, failures } = await runTask({ code, onError: 'skip' });
    expect(out.map(({ id }) => id)).toEqual([0, 1, 3, 4]);
    expect(failures).toEqual([[2, 'its process ended with exit code 7']]);
  });

  test('a hang past the timeout likewise', async () => {
    const code = `export const step = ({ id, text }) => {
      while (id === 3);
      return { id, length: text.length };
    };`;
    const { out, failures } = await runTask({ code, onError: 'skip', timeoutMs: 150 });
    expect(out.map(({ id }) => id)).toEqual([0, 1, 2, 4]);
    expect(failures).toEqual([[3, 'it did not answer within 150 ms']]);
  });

  test('ends the run where bad records do', async () => {
    const { run } = await runTask({ code: 'export const step = () => process.exit(1);' });
    expect(run.finished.error).toMatchObject({ code: 'task-crashed', node: 'step' });
  });

  test.each([
    ['null', 'threw null'],
    ["{ code: 7, text: 'no' }", "threw { code: 7, text: 'no' }"],
    ['{ toString() { throw 1; } }', 'threw { toString: [Function: toString] }'],
  ])('does neither when the code throws %s, which is no error', async (thrown, said) => {
    const { failures } = await runTask({ code: `export const step = () => { throw ${thrown}; };`, onError: 'skip' });
    expect(failures[0]?.[1]).toBe(said);
  });

  test('ends the run when it dies again and again', async () => {
    const many = Array.from({ length: 40 }, (_, id) => ({ id, text: '' }));
    const code = 'export const step = () => process.exit(1);';
    const { run } = await runTask({ code, records: many, onError: 'skip' });
    expect(run.finished.error?.message).toMatch(/^The process of "step" died 10 times in a row/);
  });
});

describe('opening and closing', () => {
  test('open and close are called once, and what is printed is logged', async () => {
    const code = `
      export const open = ({ node, flow, runId }) => console.log('open', node, flow, runId);
      export const close = () => console.error('closed');
      ${measure}`;
    const { run } = await runTask({ code });
    expect(run.all('log').map(({ node, stream, text }) => [node, stream, text])).toEqual([
      ['step', 'stdout', 'open step Test run-1'],
      ['step', 'stderr', 'closed'],
    ]);
  });

  test('the parameters of the flow come as the language gives them', async () => {
    const code = `export const open = ({ parameters: { since, count, share } }) =>
      console.log(since instanceof Date && since.toISOString(), typeof count, share);
      ${measure}`;
    const parameters = [
      { name: 'since', type: scalarType('timestamp'), value: '2026-01-31T10:00:00Z' },
      { name: 'count', type: scalarType('int64'), value: '9007199254740993' },
      { name: 'share', type: scalarType('float64'), value: 0.5 },
    ];
    const { run } = await runTask({ code, parameters });
    expect(run.all('log').map(({ text }) => text)).toEqual(['2026-01-31T10:00:00.000Z bigint 0.5']);
  });

  test.each([
    ['a missing file', undefined, 'there is no such file'],
    ['a missing export', 'export const stp = () => null;', 'it has no export "step"; it exports "stp"'],
    ['an export that is no function', 'export const step = 5;', 'its export "step" is not a function'],
    ['a syntax error', '\nexport const step = (;', '(at steps/step.ts:2)'],
    [
      'an open that throws',
      `${measure}; export const open = () => { throw new Error('no key'); };`,
      'no key (at steps/step.ts:1:',
    ],
  ])('%s ends the run before any record', async (_, code, message) => {
    const { run } = await runTask({
      code: code ?? '',
      file: code === undefined ? 'steps/other.ts' : 'steps/step.ts',
      runner: { name: 'node', file: 'steps/step.ts', export: 'step' },
    });
    expect(run.finished.error).toMatchObject({ code: 'task-load', node: 'step' });
    expect(run.finished.error?.message).toContain('Cannot open steps/step.ts');
    expect(run.finished.error?.message).toContain(message);
    expect(process.getActiveResourcesInfo()).not.toContain('ProcessWrap');
  });

  test('a close that throws fails the node', async () => {
    const { run } = await runTask({ code: `${measure}; export const close = () => { throw new Error('stuck'); };` });
    expect(run.finished.error?.message).toContain('steps/step.ts failed to close: stuck');
  });
});

describe('permissions', () => {
  test.each([
    ['read outside the project', `readFileSync('/etc/hostname')`],
    ['write', `writeFileSync('x.txt', 'x')`],
    ['start processes', `execSync('true')`],
  ])('the code may not %s', async (_, act) => {
    const code = `
      import { readFileSync, writeFileSync } from 'node:fs';
      import { execSync } from 'node:child_process';
      export const step = () => { ${act}; };`;
    const { failures } = await runTask({ code, onError: 'skip' });
    expect(failures).toHaveLength(taskRecords.length);
    expect(failures[0]?.[1]).toMatch(/restricted|denied/i);
  });

  test('the code may read the project', async () => {
    const code = `import { readFileSync } from 'node:fs';
      export const step = ({ id }) => ({ id, length: readFileSync('in.jsonl').length > 0 ? 1 : 0 });`;
    expect((await runTask({ code })).out).toHaveLength(taskRecords.length);
  });

  test('the code may use libraries installed above the project', async () => {
    const code = `import { two } from 'library'; export const step = ({ id }) => ({ id, length: two });`;
    await using above = await projectWith({
      'node_modules/library/index.js': 'export const two = 2;',
      'node_modules/library/package.json': '{"name":"library","type":"module","exports":"./index.js"}',
      'inner/step.mjs': code,
      'inner/in.jsonl': '{"id":1,"text":""}\n',
    });
    const runner = { name: 'node' as const, file: 'step.mjs', export: 'step' };
    const plan = planOf([
      { stage: stage('read', { name: 'read', output: taskInput, connector: jsonlCall('in.jsonl') }) },
      {
        stage: stage('task', { name: 'step', input: taskInput, output: taskOutput, runner, mode: 'record' }),
        from: 'read',
      },
      { stage: stage('write', { name: 'out', input: taskOutput, connector: jsonlCall('out.jsonl') }), from: 'step' },
    ]);
    expect((await runIn(join(above.folder, 'inner'), plan)).finished.records).toEqual({ out: 1 });
    expect(await above.jsonLines('inner/out.jsonl')).toEqual([{ id: 1, length: 2 }]);
  });

  test('the code has no way into the messages between the processes', async () => {
    const forged = `{ type: 'outcomes', outcomes: [{ value: { id: 9, length: 9 } }] }`;
    const code = `process.send?.(null); process.send?.('ready');
      export const step = ({ id, text }) => {
        for (const message of [null, ${forged}]) process.send?.(message);
        return { id, length: text.length };
      };`;
    expect((await runTask({ code })).out).toEqual(lengths);
  });

  test('the code does not see the environment', async () => {
    process.env.MILLRACE_TEST_SECRET = 'x';
    const code = `export const step = ({ id }) => ({ id, length: 'MILLRACE_TEST_SECRET' in process.env ? 1 : 0 });`;
    expect((await runTask({ code })).out.every(({ length }) => length === 0)).toBe(true);
  });
});
