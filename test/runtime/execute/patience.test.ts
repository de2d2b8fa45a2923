/** Pauses between attempts, and the rate of a node, on a clock that the test holds. */
import fc from 'fast-check';
import {
  attempt,
  attemptWhole,
  Batch,
  type Clock,
  type OpenTransform,
  Pace,
  RunError,
  type TransformResult,
} from 'millrace';
import { describe, expect, test } from 'vitest';
import { schema, stage } from '../../support/plans.ts';
import { runCode } from '../../support/run-code.ts';
import { steppedClock } from '../../support/stepped-clock.ts';

const row = schema({ id: 'int32' });
const { signal } = new AbortController();
const batchOf = (count: number) =>
  Batch.fromRows(
    { node: 'in', sequence: 3 },
    row,
    Array.from({ length: count }, (_, id) => ({ id })),
  );
const taskWith = (rest: object) =>
  stage('task', {
    name: 'step',
    input: row,
    output: row,
    runner: { name: 'node', file: 'x.mjs', export: 'step' },
    mode: 'record',
    ...rest,
  });

/** Gives back what it gets, and fails what `fails` says. */
function node(fails: (id: number, attempt: number) => boolean, given: number[][] = []): OpenTransform {
  return {
    role: 'transform',
    inFlight: { batches: 1, records: Number.POSITIVE_INFINITY },
    isRetryable: true,
    keepsTimeout: true,
    async process(batch, number): Promise<TransformResult> {
      const ids = batch.rows().map(({ id }) => Number(id));
      given.push(ids);
      const bad = ids.flatMap((id, at) => (fails(id, number) ? [{ row: at, message: `${id}` }] : []));
      const good = ids.flatMap((id, at) => (fails(id, number) ? [] : [at]));
      return { output: batch.take(good), bad };
    },
    close: async () => {},
  };
}

describe('the pause before an attempt', () => {
  test.each([
    [0, [100, 200, 400]],
    [0.5, [75, 150, 300]],
    [0.999_999, [50, 100, 200]],
  ])('doubles, less up to half by chance (%d)', async (chance, waits) => {
    const clock = steppedClock(chance);
    const { bad } = await attempt(
      node(() => true),
      batchOf(2),
      taskWith({ retry: { attempts: 4, backoffMs: 100 } }),
      {
        clock,
        signal,
      },
    );
    expect(clock.waits.map(Math.round)).toEqual(waits);
    expect(bad.map((one) => [one.row, one.attempt])).toEqual([
      [0, 4],
      [1, 4],
    ]);
  });

  test('is the same for a call that fails as a whole, and what is no failure of the run is not tried again', async () => {
    const clock = steppedClock();
    const patient = taskWith({ retry: { attempts: 3, backoffMs: 100 } });
    const failing = (error: Error) => attemptWhole(() => Promise.reject(error), patient, { clock, signal });
    await expect(failing(new RunError('task-failed', 'no'))).rejects.toThrow('no');
    expect(clock.waits).toEqual([100, 200]);
    await expect(failing(new TypeError('a mistake'))).rejects.toThrow('a mistake');
    expect(clock.waits).toEqual([100, 200]);
  });
});

describe('rate', () => {
  test('no span has more records than it may, and all come in their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 8 }),
        async (max, perMs, sizes) => {
          const clock = steppedClock();
          const pace = new Pace({ max, perMs }, { clock, signal });
          const passed: { at: number; count: number }[] = [];
          for (const size of sizes) {
            const parts: number[] = [];
            for await (const part of pace.partsOf(batchOf(size))) {
              passed.push({ at: clock.now(), count: part.length });
              parts.push(...part.rows().map(({ id }) => Number(id)));
            }
            expect(parts).toEqual(Array.from({ length: size }, (_, id) => id));
          }
          for (const { at } of passed) {
            const inSpan = passed.filter((one) => one.at >= at && one.at < at + perMs);
            expect(inSpan.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(max);
          }
        },
      ),
    );
  });

  test('a batch is given in parts and leaves as one', async () => {
    const clock = steppedClock();
    const given: number[][] = [];
    const paced = taskWith({ retry: { attempts: 2, backoffMs: 0 } });
    const pace = new Pace({ max: 4, perMs: 1000 }, { clock, signal });
    const failsOnce = node((id, number) => (id === 5 && number === 1) || id === 7, given);
    const { output, bad } = await attempt(failsOnce, batchOf(10), paced, { clock, signal, pace });
    expect(given).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
      [5, 7],
    ]);
    expect(output?.rows().map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9]);
    expect(output?.id.sequence).toBe(3);
    expect(bad.map((one) => one.row)).toEqual([7]);
  });

  test('ends with the run', async () => {
    const stop = new AbortController();
    const pace = new Pace(
      { max: 1, perMs: 1000 },
      { clock: { now: () => 0, after: () => () => {} }, signal: stop.signal },
    );
    const all = (async () => {
      for await (const _ of pace.partsOf(batchOf(2)));
    })();
    stop.abort(new Error('stopped'));
    await expect(all).rejects.toThrow('stopped');
  });

  test('is kept in a run, for code in a process as well', async () => {
    const clock = steppedClock();
    const hours: Clock = { ...clock, after: (ms, action) => (ms < 3_500_000 ? () => {} : clock.after(ms, action)) };
    const code = 'export const step = (rows) => rows.map(({ id }) => ({ id, length: rows.length }));';
    const deployment = { rate: { max: 2, perMs: 3_600_000 } };
    const { out } = await runCode('node', code, { mode: 'batch', deployment, run: { clock: hours } });
    expect(out.map(({ length }) => length)).toEqual([2, 2, 2, 2, 1]);
    expect(clock.now()).toBeGreaterThanOrEqual(2 * 3_600_000);
  });
});
