import type { Stage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { BadRow, OpenTransform, TransformResult } from '../nodes/node-behaviour.ts';
import { type Clock, sleep } from './clock.ts';
import { mergeResults } from './merge-results.ts';

export interface FailedRow extends BadRow {
  /** On which attempt it failed for good, from 1. */
  attempt: number;
}

export interface AttemptedResult {
  output?: Batch;
  ports?: ReadonlyMap<string, Batch>;
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
  const { output, ports } = result;
  return { output, ports, bad: result.bad.map((bad) => ({ ...bad, attempt: number })) };
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
