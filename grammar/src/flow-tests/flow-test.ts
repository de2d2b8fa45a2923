import type { Range } from 'vscode-languageserver-types';
import type { Scalar } from '../types/type.ts';

/** A `test` of a file as plain data: what goes in and what is expected of which stages of the plan. */
export interface FlowTest {
  title: string;
  /** From the word `test` to its last brace; zero-based, as in LSP. */
  range: Range;
  titleRange: Range;
  flow: string;
  /** Of the file of the flow. */
  flowUri: string;
  /** Values of the flow's parameters, as a plan carries them. */
  values: Record<string, Scalar>;
  given: GivenRecords[];
  expected: ExpectedRecords[];
}

export interface GivenRecords {
  /** The read, or the parameter that is a stream. */
  node: string;
  records: WrittenRecord[];
  range: Range;
}

export interface ExpectedRecords {
  /** As it is written: `parts.few`. */
  name: string;
  /** Of the plan: of a use the node that makes its records. */
  node: string;
  port: string;
  isExact: boolean;
  records: WrittenRecord[];
  /** From `expect` to the last bracket. */
  range: Range;
  /** The name of the node with its port. */
  nameRange: Range;
}

/** Values are plain JSON, times as texts, and bigints where a whole number is beyond 2^53. */
export interface WrittenRecord {
  value: Record<string, unknown>;
  range: Range;
  /** Where fields are written, by path: `merchant.id`, `tags[2]`. */
  places: Record<string, Range>;
}
