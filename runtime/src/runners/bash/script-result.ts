/** What the lines that a script prints say of the records that it got. */
import type { RecordType } from '@millrace/grammar';
import { recordFit } from '../../nodes/record-fit.ts';
import { parseJson } from '../../values/json-text.ts';
import type { FailedOutcome, Outcome } from '../runner.ts';

const shownMax = 80;

/** An outcome for each line, whatever the number of records. Empty lines are none. */
export function lineOutcomes(text: string): Outcome[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [outcomeOfLine(line, at + 1)]));
}

/** A line for each record; what is wrong with one fails its own record. */
export function outcomesOfBatch(text: string, count: number): Outcome[] | FailedOutcome {
  const outcomes = lineOutcomes(text);
  if (outcomes.length === count) return outcomes;
  const message = `a script in batch mode must print one line per record: got ${outcomes.length} lines for ${count} records`;
  return failed(message);
}

/**
 * As many records as it likes: nobody knows which of them came of which, so what is wrong with one line is wrong with all
 * of them. They leave in the place of the first record.
 */
export function recordsOfLines(text: string, count: number, output: RecordType): Outcome[] | FailedOutcome {
  const outcomes = lineOutcomes(text);
  const fit = recordFit(output);
  const records: unknown[] = [];
  for (const [at, outcome] of outcomes.entries()) {
    const misfit = 'value' in outcome ? fit(outcome.value) : outcome;
    if (typeof misfit === 'string') return failed(`line ${at + 1} of its output is ${misfit}`);
    if ('value' in outcome) records.push(outcome.value);
    else return outcome;
  }
  return Array.from({ length: count }, (_, row) => ({ value: row === 0 ? records : null }));
}

function outcomeOfLine(line: string, number: number): Outcome {
  try {
    return { value: parseJson(line) };
  } catch {
    const shown = line.length > shownMax ? `${line.slice(0, shownMax)}…` : line;
    return failed(`line ${number} of its output is not JSON: ${shown}`);
  }
}

function failed(message: string): FailedOutcome {
  return { message, code: 'task-result' };
}
