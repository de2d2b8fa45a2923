import type { RecordType, Type } from '@millrace/grammar';
import { parseJson } from '../../values/json-text.ts';
import type { FromChild } from '../child-protocol.ts';
import type { FailedOutcome, Outcome } from '../runner.ts';

/** Digits that a float64 may not hold and that are not behind a point. */
const longInteger = /(?<![.\d])\d{16}/;

export type ReadAnswer = (text: string) => FromChild | undefined;

/**
 * A message of the process; undefined for what is none. Outcomes come as the values in one list and the failures by place, or,
 * where all are records, as columns.
 */
export function answerReader(output: RecordType | undefined): ReadAnswer {
  const fields = (output?.fields ?? []).map(({ name, type }) => ({ name, isTime: isTimestamp(type) }));
  return (text) => {
    const answer = parsed(text);
    if (typeof answer !== 'object' || answer === null || !('type' in answer)) return undefined;
    if (answer.type === 'columns') return { type: 'outcomes', outcomes: outcomesOfColumns(answer as never, fields) };
    if (answer.type !== 'outcomes') return answer as FromChild;
    const { values, failed } = answer as unknown as { values: unknown[]; failed: Record<number, FailedOutcome> };
    return { type: 'outcomes', outcomes: values.map((value, at): Outcome => failed[at] ?? { value }) };
  };
}

function isTimestamp(type: Type): boolean {
  return type.kind === 'scalar' && type.name === 'timestamp';
}

/** Times come as milliseconds. */
function outcomesOfColumns(
  { columns, length }: { columns: unknown[][]; length: number },
  fields: readonly { name: string; isTime: boolean }[],
): Outcome[] {
  const records = Array.from({ length }, (): Record<string, unknown> => ({}));
  fields.forEach(({ name, isTime }, i) => {
    const column = columns[i] ?? [];
    for (let row = 0; row < length; row++) {
      const value = column[row];
      (records[row] as Record<string, unknown>)[name] = isTime && value !== null ? new Date(value as number) : value;
    }
  });
  return records.map((value) => ({ value }));
}

function parsed(text: string): unknown {
  try {
    return longInteger.test(text) ? parseJson(text) : JSON.parse(text);
  } catch {
    return undefined;
  }
}
