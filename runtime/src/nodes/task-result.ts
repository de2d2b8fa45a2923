import type { TaskStage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { Outcome } from '../runners/runner.ts';
import type { BadRow, TransformResult } from './node-behaviour.ts';
import type { RecordFit } from './record-fit.ts';

type Rows = Record<string, unknown>[];

/**
 * The batch that user code's outcomes make: a record, none (null), or several (an array) for each record of the input.
 * Without a `fit` the task has no schema and gives no records, so what it returns is nobody's business.
 */
export function taskResult(
  stage: TaskStage,
  batch: Batch,
  outcomes: readonly Outcome[],
  fit: RecordFit | undefined,
): TransformResult {
  const records: Rows = [];
  const origins: number[] = [];
  const bad: BadRow[] = [];
  const append = (results: Rows, row: number) => {
    for (const result of results) {
      records.push(result);
      origins.push(row);
    }
  };
  outcomes.forEach((outcome, row) => {
    const result = 'value' in outcome ? fitResults(outcome.value, fit, stage.runner.export) : outcome;
    if (!Array.isArray(result)) bad.push({ row, ...result });
    else append(result, row);
  });
  if (stage.output === undefined) return { bad };
  const id = { node: stage.name, sequence: batch.id.sequence };
  return { output: Batch.fromRows(id, stage.output, records), bad, origins };
}

function fitResults(value: unknown, fit: RecordFit | undefined, name: string): Rows | Omit<BadRow, 'row'> {
  if (fit === undefined || value === null || value === undefined) return [];
  const fitted: Rows = [];
  for (const each of Array.isArray(value) ? value : [value]) {
    const result = fit(each);
    if (typeof result === 'string') return { message: `${name} returned ${result}`, code: 'task-result' };
    fitted.push(result);
  }
  return fitted;
}
