import type { Stage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { BadRow, OpenTransform, TransformResult } from '../nodes/node-behaviour.ts';
import { type Clock, sleep } from './clock.ts';
import { joinResults } from './join-results.ts';
import { mergeResults } from './merge-results.ts';
import type { Pace } from './pace.ts';
import { RunError } from './run-error.ts';

export interface FailedRow extends BadRow {
  /** On which attempt it failed for good, from 1. */
  attempt: number;
}

export interface AttemptedResult {
  output?: Batch;
  ports?: ReadonlyMap<string, Batch>;
  bad: FailedRow[];
}

export interface AttemptContext {
  clock: Clock;
  signal: AbortSignal;
  /** How many records the node may be given; absent: as many as there are. */
  pace?: Pace;
}

/**
 * Gives a batch to a node, and what failed of it again as the stage's `retry` says, each time after a longer pause. Only
 * the records that failed are repeated; what they give in the end stands in the place of their input.
 */
export async function attempt(
  node: OpenTransform,
  batch: Batch,
  stage: Stage,
  context: AttemptContext,
): Promise<AttemptedResult> {
  const attemptsMax = node.isRetryable ? (stage.retry?.attempts ?? 1) : 1;
  let result = await paced(node, batch, 1, stage, context);
  let number = 1;
  while (result.bad.length > 0 && number < attemptsMax) {
    await sleep(context.clock, pauseMs(stage, number, context.clock), context.signal);
    number++;
    const rows = result.bad.map(({ row }) => row);
    const again = await paced(node, batch.take(rows), number, stage, context);
    result = mergeResults(batch, result, rows, again);
  }
  const { output, ports } = result;
  return { output, ports, bad: result.bad.map((bad) => ({ ...bad, attempt: number })) };
}

/** The same for a call that is of no batch and fails with a RunError. What is no failure of the code is not tried again. */
export async function attemptWhole<T>(
  call: (attempt: number) => Promise<T>,
  stage: Stage,
  { clock, signal }: AttemptContext,
): Promise<T> {
  const attemptsMax = stage.retry?.attempts ?? 1;
  for (let number = 1; ; number++) {
    try {
      return await call(number);
    } catch (error) {
      if (!(error instanceof RunError) || signal.aborted || number >= attemptsMax) throw error;
      await sleep(clock, pauseMs(stage, number, clock), signal);
    }
  }
}

/**
 * Twice as long after each attempt, and up to half of that less by chance: what failed together because something was
 * overloaded does not come back together.
 */
function pauseMs({ retry }: Stage, attemptsDone: number, clock: Clock): number {
  const longest = (retry?.backoffMs ?? 0) * 2 ** (attemptsDone - 1);
  return longest * (1 - (clock.chance?.() ?? Math.random()) / 2);
}

/** In parts where the node may not have all of the batch at once. */
async function paced(
  node: OpenTransform,
  batch: Batch,
  number: number,
  stage: Stage,
  { clock, pace }: AttemptContext,
): Promise<TransformResult> {
  if (pace === undefined) return withTimeout(node, batch, number, stage, clock);
  const results: { part: Batch; result: TransformResult }[] = [];
  for await (const part of pace.partsOf(batch)) {
    results.push({ part, result: await withTimeout(node, part, number, stage, clock) });
  }
  return joinResults(results);
}

/** A batch that takes too long fails as a whole; what becomes of it later is nobody's business. */
function withTimeout(
  node: OpenTransform,
  batch: Batch,
  number: number,
  stage: Stage,
  clock: Clock,
): Promise<TransformResult> {
  const { timeoutMs } = stage;
  const work = node.process(batch, number);
  if (timeoutMs === undefined || node.keepsTimeout) return work;
  return new Promise((resolve, reject) => {
    const callOff = clock.after(timeoutMs, () => {
      node.timedOut?.();
      resolve(tooLate(batch, stage, timeoutMs));
    });
    work.then(resolve, reject).finally(callOff);
  });
}

function tooLate(batch: Batch, { name, output }: Stage, timeoutMs: number): TransformResult {
  const message = `its batch of ${batch.length} records took longer than the timeout of ${timeoutMs} ms`;
  const bad = Array.from({ length: batch.length }, (_, row) => ({ row, message, code: 'timeout' }));
  return { output: output && Batch.fromRows({ node: name, sequence: batch.id.sequence }, output, []), bad };
}
