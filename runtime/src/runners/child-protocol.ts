import type { Column, RecordType } from '@millrace/grammar';
import type { NamedInput } from '../nodes/node-behaviour.ts';
import type { Outcome } from './runner.ts';

/**
 * Messages between the runtime and the process that runs user code: over Node's IPC channel in its advanced form, or as JSON
 * behind its length (python/python-wire.ts). Each but `close` has an answer; one is under way at a time.
 */
export type ToChild = OpenMessage | CallMessage | GiveMessage | WholeMessage | { type: 'close' };

export interface OpenMessage {
  type: 'open';
  /** Absolute. */
  file: string;
  export: string;
  mode: 'record' | 'batch' | 'whole';
  /** What becomes of what the function returns. */
  gives: 'records' | 'nothing' | 'model';
  /** Absolute; places in messages are told relative to it. */
  projectFolder: string;
  context: { node: string; flow: string; runId: string; parameters: Record<string, unknown> };
  /** What the records that come are like; one without a name unless the function sees several. */
  inputs: NamedInput[];
  output?: RecordType;
}

interface Records {
  names: string[];
  columns: Column[];
  length: number;
}

export interface CallMessage extends Records {
  type: 'call';
  attempt: number;
  /** The sequence of the batch that the records are of; what is printed meanwhile is logged with it. */
  batch: number;
}

/** Records that the process keeps for the one call that gets all of them. */
export interface GiveMessage extends Records {
  type: 'give';
  input: string;
}

export interface WholeMessage {
  type: 'whole';
  attempt: number;
}

export type FromChild =
  | { type: 'opened' }
  | { type: 'given' }
  | { type: 'failed'; message: string; code?: FailureCode }
  /** The next outcomes of the call under way; one for each record, and for each result of a whole call. */
  | { type: 'outcomes'; outcomes: Outcome[] }
  /** No outcome of a whole call follows. */
  | { type: 'done' }
  | { type: 'closed' };

export type FailureCode = 'task-failed' | 'task-result' | 'task-memory';

/** Outcomes are handed over in pieces, so that a process that dies takes few of them along. */
export const pieceMax = 256;
export const pieceMs = 20;

/** What a process writes into its output and its errors, with the sequence behind it, before it begins with a batch. */
export const batchMark = '\0batch ';
