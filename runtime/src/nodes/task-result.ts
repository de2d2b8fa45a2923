import type { RecordType, TaskStage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { Outcome } from '../runners/runner.ts';
import { fitValue } from '../values/fit-value.ts';
import type { BadRow, TransformResult } from './node-behaviour.ts';

type Rows = Record<string, unknown>[];

/** The batch that user code's outcomes make: a record, none (null), or several (an array) for each record of the input. */
export function taskResult(stage: TaskStage, batch: Batch, outcomes: readonly Outcome[]): TransformResult {
  const records: Rows = [];
  const origins: number[] = [];
  const bad: BadRow[] = [];
  const append = (results: Rows, row: number) => {
    records.push(...results);
    for (let i = 0; i < results.length; i++) origins.push(row);
  };
  outcomes.forEach((outcome, row) => {
    const result = 'value' in outcome ? fitResults(outcome.value, stage) : outcome;
    if (!Array.isArray(result)) bad.push({ row, ...result });
    else append(result, row);
  });
  if (stage.output === undefined) return { bad };
  const id = { node: stage.name, sequence: batch.id.sequence };
  return { output: Batch.fromRows(id, stage.output, records), bad, origins };
}

/** Without a schema the task gives no records, so what it returns is nobody's business. */
function fitResults(value: unknown, { output, runner }: TaskStage): Rows | Omit<BadRow, 'row'> {
  if (output === undefined || value === null || value === undefined) return [];
  const fitted: Rows = [];
  for (const each of Array.isArray(value) ? value : [value]) {
    const result = fitRecord(each, output);
    if ('mistake' in result) return { message: `${runner.export} returned ${result.mistake}`, code: 'task-result' };
    fitted.push(result.record);
  }
  return fitted;
}

function fitRecord(value: unknown, schema: RecordType): { record: Record<string, unknown> } | { mistake: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { mistake: `${value === null ? 'null' : typeof value} where a record is wanted` };
  }
  const record: Record<string, unknown> = {};
  for (const { name, type, rules } of schema.fields) {
    const fit = fitValue((value as Record<string, unknown>)[name], type, rules);
    if (!fit.ok) return { mistake: `a record whose "${name}" does not fit: ${fit.message}` };
    record[name] = fit.value;
  }
  return { record };
}
