import { scalarType } from '@millrace/grammar';
import fc from 'fast-check';
import { Batch, type Clock, nodeBehaviours, type OpenTransform, RunError, systemClock } from 'millrace';
import { describe, expect, test } from 'vitest';
import { inferStage, modelPath } from '../../support/infer-stages.ts';
import { type Model, sumModel } from '../../support/onnx-model.ts';
import { column, schema } from '../../support/plans.ts';
import { projectWith } from '../../support/run-plans.ts';

/** Takes the element at `at` of three; an index beyond them fails the whole run of the model. */
const pickModel: Model = {
  name: 'pick',
  inputs: [{ name: 'at', element: 'int64', shape: ['N'] }],
  outputs: [{ name: 'picked', element: 'float32', shape: ['N'] }],
  weights: [{ name: 'three', shape: [3], values: Float32Array.of(10, 20, 30) }],
  nodes: [{ operator: 'Gather', inputs: ['three', 'at'], outputs: ['picked'] }],
};
const input = schema({ id: 'int32', at: 'int64?' });

async function openInfer(batch: { max?: number; waitMs?: number }, clock: Clock = systemClock) {
  const take = { picked: { column: 'picked', type: scalarType('float32') } };
  const fill = { at: [column('at', 'int64', true)] };
  const { stage, bytes } = inferStage(pickModel, { input, fill, take, keep: ['id'], batch });
  const project = await projectWith({ [modelPath]: bytes });
  const stopped = new AbortController();
  const node = (await nodeBehaviours.infer.open(stage, {
    runId: 'run-1',
    flow: 'Test',
    projectFolder: project.folder,
    parameters: {},
    parameterValues: {},
    signal: stopped.signal,
    clock,
    inputs: [],
    log: () => {},
  })) as OpenTransform;
  let id = 0;
  return {
    node,
    stop: (reason: Error) => stopped.abort(reason),
    score: (ats: (bigint | null)[]) =>
      node.process(
        Batch.fromRows(
          { node: 'in', sequence: 0 },
          input,
          ats.map((at) => ({ id: id++, at })),
        ),
        1,
      ),
    async [Symbol.asyncDispose]() {
      await node.close();
      await project[Symbol.asyncDispose]();
    },
  };
}

const at = fc.oneof(
  { weight: 8, arbitrary: fc.bigInt({ min: 0n, max: 2n }) },
  { weight: 1, arbitrary: fc.constantFrom(null, 3n, -4n) },
);
const isGood = (value: bigint | null) => value !== null && value >= 0n && value <= 2n;

test.each([1, 3, 64, undefined])(
  'batches in flight together get their own scores, in order (batch.max %s)',
  async (max) => {
    await using infer = await openInfer({ max, waitMs: 0 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(at, { maxLength: 70 }), { maxLength: 8 }), async (batches) => {
        const results = await Promise.all(batches.map((ats) => infer.score(ats)));
        results.forEach(({ output, bad }, i) => {
          const ats = batches[i] as (bigint | null)[];
          const wanted = ats.filter(isGood).map((value) => (Number(value) + 1) * 10);
          expect(output?.rows().map(({ picked }) => picked)).toEqual(wanted);
          expect(bad.map(({ row }) => row)).toEqual(ats.flatMap((value, row) => (isGood(value) ? [] : [row])));
        });
      }),
      { numRuns: 40 },
    );
  },
);

describe('waiting for company', () => {
  /** Keeps what is to happen later until the test lets it. */
  function heldClock() {
    const actions: { delayMs: number; action: () => void }[] = [];
    const clock: Clock = {
      now: () => 0,
      after: (delayMs, action) => {
        const entry = { delayMs, action };
        actions.push(entry);
        return () => actions.splice(actions.indexOf(entry), 1);
      },
    };
    return { clock, actions };
  }

  test('records of several batches share a run once there are enough', async () => {
    const { clock, actions } = heldClock();
    await using infer = await openInfer({ max: 8, waitMs: 10 }, clock);
    const first = infer.score([0n, 1n, 2n]);
    expect(actions.map(({ delayMs }) => delayMs)).toEqual([10]);
    const second = infer.score([0n, 0n, 0n, 0n, 1n]);
    expect((await first).output?.rows().map(({ picked }) => picked)).toEqual([10, 20, 30]);
    expect((await second).output?.length).toBe(5);
    expect(infer.node.batchFill?.()).toBe(1);
    expect(actions).toEqual([]);
  });

  test('when batch.wait is over they go alone', async () => {
    const { clock, actions } = heldClock();
    await using infer = await openInfer({ max: 8, waitMs: 10 }, clock);
    const scored = infer.score([0n, 1n]);
    actions[0]?.action();
    expect((await scored).output?.length).toBe(2);
    expect(infer.node.batchFill?.()).toBe(0.25);
  });

  test('at the end of the input nobody waits', async () => {
    const { clock, actions } = heldClock();
    await using infer = await openInfer({ max: 8, waitMs: 10 }, clock);
    const scored = infer.score([0n, 1n]);
    infer.node.end?.();
    expect((await scored).output?.length).toBe(2);
    expect(actions).toEqual([]);
  });

  test('a stop ends it with its reason', async () => {
    const { clock } = heldClock();
    await using infer = await openInfer({ max: 8, waitMs: 10 }, clock);
    const scored = infer.score([0n, 1n]);
    const reason = new RunError('stopped', 'stopped');
    infer.stop(reason);
    await expect(scored).rejects.toBe(reason);
  });
});

test('a model whose output does not count records is refused with its shape', async () => {
  const model: Model = {
    ...sumModel(1),
    nodes: [{ operator: 'ReduceSum', inputs: ['x'], outputs: ['score'] }],
  };
  const x = schema({ x: 'float32' });
  const { stage, bytes } = inferStage(model, {
    input: x,
    fill: { x: [column('x', 'float32')] },
    take: { score: { column: 'score', type: scalarType('float32') } },
  });
  await using project = await projectWith({ [modelPath]: bytes });
  const node = (await nodeBehaviours.infer.open(stage, {
    runId: 'run-1',
    flow: 'Test',
    projectFolder: project.folder,
    parameters: {},
    parameterValues: {},
    signal: new AbortController().signal,
    clock: systemClock,
    inputs: [],
    log: () => {},
  })) as OpenTransform;
  const scored = node.process(Batch.fromRows({ node: 'in', sequence: 0 }, x, [{ x: 1 }, { x: 2 }]), 1);
  node.end?.();
  await expect(scored).rejects.toThrow('output "score" came as [1, 1] for a batch of 2 records');
  await node.close();
});
