import type { Stage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import type { BadRow, OpenTransform, TransformResult } from '../nodes/node-behaviour.ts';
import { type Clock, sleep } from './clock.ts';
import { mergeResults } from './merge-results.ts';
import { RunError } from './run-error.ts';

export interface FailedRow extends BadRow {
  /** On which attempt it failed for good, from 1. */
  attempt: number;
}

export interface AttemptedResult {
  output?: Batch;
  bad: FailedRow[];
}

/**
 * Gives a batch to a node, and what failed of it again as the stage's `retry` says, each time after twice the pause. Only
 * the records that failed are repeated; what they give in the end stands in the place of their input.
 */
export async function attempt(
  node: OpenTransform,
  batch: Batch,
  stage: Stage,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<AttemptedResult> {
  const attemptsMax = node.isRetryable ? (stage.retry?.attempts ?? 1) : 1;
  let result = await withTimeout(node, batch, 1, stage, clock);
  let number = 1;
  while (result.bad.length > 0 && number < attemptsMax) {
    await sleep(clock, (stage.retry?.backoffMs ?? 0) * 2 ** (number - 1), signal);
    number++;
    const rows = result.bad.map(({ row }) => row);
    const again = await withTimeout(node, batch.take(rows), number, stage, clock);
    result = mergeResults(batch, result, rows, again);
  }
  return { output: result.output, bad: result.bad.map((bad) => ({ ...bad, attempt: number })) };
}

function withTimeout(
  node: OpenTransform,
  batch: Batch,
  number: number,
  stage: Stage,
  clock: Clock,
): Promise<TransformResult> {
  const { timeoutMs, name } = stage;
  const work = node.process(batch, number);
  if (timeoutMs === undefined || node.keepsTimeout) return work;
  return new Promise((resolve, reject) => {
    const message = `"${name}" took longer than its timeout of ${timeoutMs} ms for a batch of ${batch.length} records`;
    const callOff = clock.after(timeoutMs, () => reject(new RunError('timeout', message, { node: name })));
    work.then(resolve, reject).finally(callOff);
  });
}
