import { parseJson } from '../../values/json-text.ts';
import type { FromChild } from '../child-protocol.ts';
import type { FailedOutcome, Outcome } from '../runner.ts';

export type PythonAnswer = FromChild;

/** Digits that a float64 may not hold and that are not behind a point. */
const longInteger = /(?<![.\d])\d{16}/;

/** A message of the process; undefined for what is none. Outcomes come as the values in one list and the failures by place. */
export function readAnswer(text: string): PythonAnswer | undefined {
  const answer = parsed(text);
  if (typeof answer !== 'object' || answer === null || !('type' in answer)) return undefined;
  if (answer.type !== 'outcomes') return answer as FromChild;
  const { values, failed } = answer as unknown as { values: unknown[]; failed: Record<number, FailedOutcome> };
  const outcomes = values.map((value, at): Outcome => failed[at] ?? { value });
  return { type: 'outcomes', outcomes };
}

function parsed(text: string): unknown {
  try {
    return longInteger.test(text) ? parseJson(text) : JSON.parse(text);
  } catch {
    return undefined;
  }
}
