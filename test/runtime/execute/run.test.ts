import { scalarType } from '@millrace/grammar';
import fc from 'fast-check';
import type { Clock } from 'millrace';
import { describe, expect, test } from 'vitest';
import { inferStage, modelPath } from '../../support/infer-stages.ts';
import { perceptronModel } from '../../support/onnx-model.ts';
import { column, jsonlCall, planOf, schema, stage } from '../../support/plans.ts';
import { lines, read, row, taskOf, writeOf } from '../../support/row-plans.ts';
import { eagerClock, projectWith, runIn } from '../../support/run-plans.ts';

describe('events', () => {
  test('tell a run from its start to its end', async () => {
    await using project = await projectWith({ 'rows.jsonl': lines(25) });
    const { events, finished } = await runIn(project.folder, planOf([read, writeOf('kept')]));
    expect(events[0]).toMatchObject({
      type: 'run-started',
      runId: 'run-1',
      protocolVersion: 1,
      flow: 'Test',
      nodes: [
        { name: 'rows', kind: 'read' },
        { name: 'kept', kind: 'write' },
      ],
    });
    expect(events.at(-1)).toEqual(finished);
    const told = events.filter(({ type }) => type !== 'progress');
    // A read may be at its end before or after its records are seen further down.
    const typesOf = (node: string) =>
      told.filter((event) => 'node' in event && event.node === node).map(({ type }) => type);
    expect(typesOf('rows')).toEqual(['node-started', 'node-finished']);
    expect(typesOf('kept')).toEqual(['node-started', 'preview', 'artefact', 'node-finished']);
    expect(told.length).toBe(8);
  });

  test('show the first 20 records of a write, as JSON', async () => {
    await using project = await projectWith({ 'rows.jsonl': lines(25) });
    const { all } = await runIn(project.folder, planOf([read, writeOf('kept')]));
    expect(all('preview')).toMatchObject([
      { node: 'kept', columns: [{ name: 'id', type: 'int32' }], rows: Array.from({ length: 20 }, (_, id) => [id]) },
    ]);
  });

  test('name the artefact with its size', async () => {
    await using project = await projectWith({ 'rows.jsonl': lines(3) });
    const { all } = await runIn(project.folder, planOf([read, writeOf('kept')]));
    expect(all('artefact')).toMatchObject([{ node: 'kept', path: 'out/kept.jsonl', records: 3, bytes: 27 }]);
  });

  test('of progress come as often as the clock says, and once at the end', async () => {
    await using project = await projectWith({ 'rows.jsonl': lines(25) });
    const delays: number[] = [];
    const clock: Clock = {
      now: () => 1000,
      after: (delayMs) => {
        delays.push(delayMs);
        return () => {};
      },
    };
    const { all } = await runIn(project.folder, planOf([read, writeOf('kept')]), { clock });
    expect(delays).toEqual([250]);
    expect(all('progress')).toHaveLength(1);
    expect(all('progress')[0]?.nodes).toEqual([
      { node: 'rows', records: 25, failed: 0, rate: 25_000, queued: 0 },
      { node: 'kept', records: 25, failed: 0, rate: 25_000, queued: 0 },
    ]);
    expect(all('run-started')[0]?.time).toBe('1970-01-01T00:00:01.000Z');
  });
});

describe('order', () => {
  test('a task after a write finds the output under its final name', async () => {
    const code = `import { readFileSync } from 'node:fs';
      export const run = () => console.log(readFileSync('out/kept.jsonl', 'utf8').length);`;
    const [task, files] = taskOf('notify', code);
    await using project = await projectWith({ 'rows.jsonl': lines(3), ...files });
    const run = await runIn(project.folder, planOf([read, writeOf('kept'), { ...task, after: ['kept'] }]));
    expect(run.finished.status).toBe('succeeded');
    expect(run.all('log').map(({ text }) => text)).toEqual(['27']);
  });

  test('a node after one that failed is skipped', async () => {
    const [task, files] = taskOf('notify', 'export const run = () => console.log("here");');
    await using project = await projectWith({ 'rows.jsonl': '{"id":"x"}\n', ...files });
    const run = await runIn(project.folder, planOf([read, writeOf('kept'), { ...task, after: ['kept'] }]));
    expect(run.statuses()).toEqual({ rows: 'failed', kept: 'skipped', notify: 'skipped' });
    expect(run.all('log')).toEqual([]);
  });

  test('between nodes of one stream is refused', async () => {
    const [task, files] = taskOf('late', 'export const run = () => {};', 'rows');
    await using project = await projectWith({ 'rows.jsonl': lines(3), ...files });
    const run = await runIn(project.folder, planOf([read, writeOf('kept'), { ...task, after: ['kept'] }]));
    expect(run.finished.error).toMatchObject({ code: 'plan-order', node: 'late' });
    expect(run.finished.error?.message).toContain('records stream between them');
    expect(run.statuses()).toEqual({ rows: 'skipped', kept: 'skipped', late: 'skipped' });
  });

  test('a task without inputs is called once and may make records', async () => {
    const [task, files] = taskOf('make', 'export const run = () => [{ id: 7 }, { id: 8 }];', undefined, {
      output: row,
    });
    await using project = await projectWith(files);
    const run = await runIn(project.folder, planOf([task, writeOf('kept', 'make')]));
    expect(run.finished.records).toEqual({ kept: 2 });
    expect(await project.jsonLines('out/kept.jsonl')).toEqual([{ id: 7 }, { id: 8 }]);
  });
});

describe('cancelling', () => {
  const cancelAt = (type: string) => {
    const controller = new AbortController();
    const onEvent = (event: { type: string }) => {
      if (event.type === type) controller.abort();
    };
    return { signal: controller.signal, onEvent };
  };

  test.each(['run-started', 'node-started', 'preview'])('at %s publishes nothing and says so', async (type) => {
    await using project = await projectWith({ 'rows.jsonl': lines(5000) });
    const run = await runIn(project.folder, planOf([read, writeOf('kept')]), cancelAt(type));
    expect(run.finished).toMatchObject({ status: 'cancelled', records: { kept: 0 } });
    expect(run.finished.error).toBeUndefined();
    expect(Object.keys(run.statuses()).sort()).toEqual(['kept', 'rows']);
    expect((await project.files()).filter((path) => path.startsWith('out'))).toEqual([]);
  });

  test('at any moment leaves all outputs or none, and tells how every node ended', async () => {
    const plan = planOf([read, writeOf('one'), writeOf('two')]);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 14 }), async (moment) => {
        await using project = await projectWith({ 'rows.jsonl': lines(300) });
        const controller = new AbortController();
        let count = 0;
        const onEvent = () => {
          if (count++ === moment) controller.abort();
        };
        const run = await runIn(project.folder, plan, { signal: controller.signal, onEvent, clock: eagerClock });
        const isDone = run.finished.status === 'succeeded';
        expect(run.finished.status).toBe(isDone ? 'succeeded' : 'cancelled');
        expect((await project.files()).filter((path) => path.startsWith('out'))).toEqual(
          isDone ? ['out/one.jsonl', 'out/two.jsonl'] : [],
        );
        expect(Object.keys(run.statuses()).sort()).toEqual(['one', 'rows', 'two']);
        expect(run.events.at(-1)).toBe(run.finished);
      }),
      { numRuns: 30 },
    );
  });

  test('while outputs are published lets them be published', async () => {
    await using project = await projectWith({ 'rows.jsonl': lines(3) });
    const run = await runIn(project.folder, planOf([read, writeOf('one'), writeOf('two')]), cancelAt('artefact'));
    expect(run.finished).toMatchObject({ status: 'succeeded', records: { one: 3, two: 3 } });
    expect(await project.files()).toEqual(['out/one.jsonl', 'out/two.jsonl', 'rows.jsonl']);
  });

  test('before the run runs nothing', async () => {
    await using project = await projectWith({ 'rows.jsonl': lines(3) });
    const run = await runIn(project.folder, planOf([read, writeOf('kept')]), { signal: AbortSignal.abort() });
    expect(run.finished.status).toBe('cancelled');
    expect(run.all('node-started')).toEqual([]);
    expect(run.statuses()).toEqual({ rows: 'skipped', kept: 'skipped' });
  });

  test('ends user code that goes on for ever', async () => {
    const [task, files] = taskOf('loop', 'export const run = () => { console.log("in"); for (;;); };', 'rows');
    await using project = await projectWith({ 'rows.jsonl': lines(25), ...files });
    const run = await runIn(project.folder, planOf([read, task]), cancelAt('log'));
    expect(run.finished.status).toBe('cancelled');
  });

  test('waits for a model in its run', async () => {
    const pair = schema({ id: 'int32', a: 'float32', b: 'float32' });
    const { stage: infer, bytes } = inferStage(perceptronModel(), {
      input: pair,
      fill: { x: [column('a', 'float32'), column('b', 'float32')] },
      take: { score: { column: 'score', type: scalarType('float32') } },
    });
    const text = Array.from({ length: 20_000 }, (_, id) => `{"id":${id},"a":1,"b":2}\n`).join('');
    await using project = await projectWith({ 'rows.jsonl': text, [modelPath]: bytes });
    const plan = planOf([
      { stage: stage('read', { name: 'rows', output: pair, connector: jsonlCall('rows.jsonl') }) },
      { stage: infer, from: 'rows' },
      {
        stage: stage('write', { name: 'kept', input: infer.output, connector: jsonlCall('out/kept.jsonl') }),
        from: 'scored',
      },
    ]);
    const run = await runIn(project.folder, plan, cancelAt('preview'));
    expect(run.finished.status).toBe('cancelled');
    expect((await project.files()).filter((path) => path.startsWith('out'))).toEqual([]);
  });
});

describe('timeout', () => {
  /** A clock on which 77 ms and their multiples are over at once and nothing else ever is. */
  const clock: Clock = {
    now: () => 0,
    chance: () => 0,
    after: (delayMs, action) => {
      if (delayMs % 77 === 0) queueMicrotask(action);
      return () => {};
    },
  };

  async function runModel(rest: object) {
    const pair = schema({ a: 'float32', b: 'float32' });
    const { stage: infer, bytes } = inferStage(perceptronModel(), {
      input: pair,
      fill: { x: [column('a', 'float32'), column('b', 'float32')] },
      take: { score: { column: 'score', type: scalarType('float32') } },
    });
    await using project = await projectWith({ 'rows.jsonl': '{"a":1,"b":2}\n{"a":1,"b":2}\n', [modelPath]: bytes });
    const plan = planOf([
      { stage: stage('read', { name: 'rows', output: pair, connector: jsonlCall('rows.jsonl') }) },
      { stage: { ...infer, timeoutMs: 77, ...rest }, from: 'rows' },
    ]);
    return await runIn(project.folder, plan, { clock });
  }

  test('ends the run where bad records do', async () => {
    const { finished } = await runModel({});
    expect(finished.error).toMatchObject({ code: 'timeout', node: 'scored' });
    expect(finished.error?.message).toContain('its batch of 2 records took longer than the timeout of 77 ms');
  });

  test('makes the records of the batch bad ones with onError: skip', async () => {
    const run = await runModel({ onError: 'skip' });
    expect(run.finished.status).toBe('succeeded');
    expect(run.all('record-failed')).toHaveLength(2);
    expect(run.all('node-finished').at(-1)).toMatchObject({ node: 'scored', records: 0, batches: 1 });
  });

  test('counts for each attempt', async () => {
    const run = await runModel({ onError: 'skip', retry: { attempts: 3, backoffMs: 77 } });
    expect(run.all('record-failed').map(({ attempt }) => attempt)).toEqual([3, 3]);
  });
});
