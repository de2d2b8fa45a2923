import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import type { ColumnOrigin, Way } from './column-origin.ts';

/** A field of what leaves a node, or enters by a stream of the flow; an empty path is the whole record. */
export interface LineagePlace {
  /** Of the node or the stream. */
  name: string;
  port: string;
  /** From the record inwards. */
  path: readonly string[];
}

/** A column of what leaves a node, or a field inside of it. */
export interface ColumnPlace {
  node: NodeAnalysis;
  /** By which it leaves: `out`, or another that its kind has. What leaves by `errors` is the same for all kinds but `use`. */
  port: string;
  /** From the record inwards; never empty. */
  path: readonly string[];
  /** The origins that a place of a flow that is used has there, those that enter by its streams among them. */
  within(flow: FlowAnalysis, place: LineagePlace): Iterable<ColumnOrigin>;
}

/** What one node says of one of its columns. */
export interface ColumnTrace {
  /** The values enter the flow here, or are made by code that only its schema speaks for. */
  isSource?: true;
  /** Origins that lie in another flow. */
  elsewhere?: ColumnOrigin[];
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
