import type { Batch } from '../batch/batch.ts';
import type { FailedOutcome, Outcome } from './runner.ts';

/** Calls of one batch that may fail: with code that fails on everything, each costs a process. */
const failuresMax = 256;

/** The outcomes of all records of a part, or what is wrong with it as a whole. */
export type PartCall = (part: Batch) => Promise<Outcome[] | FailedOutcome>;

/**
 * Code that gets its records together and does not say which of them it failed on: a part that fails is halved until the records
 * to blame stand alone, so that their neighbours are taken. What fails behind `failuresMax` fails as it is.
 */
export async function halvedCalls(batch: Batch, call: PartCall): Promise<Outcome[]> {
  let failures = 0;
  const outcomesOf = async (part: Batch): Promise<Outcome[]> => {
    const result = await call(part);
    if (Array.isArray(result)) return result;
    if (part.length <= 1 || ++failures >= failuresMax) return new Array<Outcome>(part.length).fill(result);
    const middle = Math.ceil(part.length / 2);
    return [...(await outcomesOf(part.slice(0, middle))), ...(await outcomesOf(part.slice(middle, part.length)))];
  };
  return outcomesOf(batch);
}
