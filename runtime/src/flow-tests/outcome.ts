import type { FlowTest } from '@millrace/grammar';

type Range = FlowTest['range'];

/** What became of one test. Plain JSON; ranges are zero-based, as in LSP. */
export interface TestOutcome {
  /** Of the test. Absolute. */
  file: string;
  title: string;
  flow: string;
  /** From the word `test` to its last brace. */
  range: Range;
  status: 'passed' | 'failed';
  durationMs: number;
  /** In the order of the text; none where it passed. */
  failures: TestFailure[];
  /** What code printed meanwhile. */
  output: string[];
}

export interface TestFailure {
  /** One sentence: where, and what is otherwise. */
  message: string;
  /** The words of the test that are not true. */
  range: Range;
  /** As JSON; absent where there is nothing to compare. */
  expected?: unknown;
  actual?: unknown;
}
