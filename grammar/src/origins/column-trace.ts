import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import type { RecordType } from '../types/type.ts';
import type { Way } from './column-origin.ts';

/** A column of what leaves a node, or a field inside of it. */
export interface ColumnPlace {
  node: NodeAnalysis;
  /** By which it leaves: `out`, or another that its kind has. What leaves by `errors` is the same for all kinds. */
  port: string;
  /** From the record inwards; never empty. */
  path: readonly string[];
  /** The schema of the records that an input of the node brings. */
  incoming(input: number): RecordType | undefined;
}

/** What one node says of one of its columns. */
export interface ColumnTrace {
  /** The values enter the flow here, or are made by code that only its schema speaks for. */
  isSource?: true;
  steps: ColumnStep[];
}

/** One step against the direction of the records; an empty path means the whole record. */
export interface ColumnStep {
  /** Which of the node's inputs, counted from 0. */
  input: number;
  path: readonly string[];
  way: Way;
}

export type TraceColumn = (place: ColumnPlace) => ColumnTrace;

/** The column as it came in by the first input. */
export const passedOn: TraceColumn = ({ path }) => ({ steps: [{ input: 0, path, way: 'copied' }] });

export const unknownTrace: ColumnTrace = { steps: [] };
