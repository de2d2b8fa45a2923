import type { CaseResult } from './results.ts';
import { cases } from './suite.ts';

/** Runs every case, one after the other; none hides the next. */
export async function runCases(): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const [name, run] of Object.entries(cases)) {
    const failure = await run().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    results.push({ name, failure });
  }
  return results;
}
