import type { Column } from '@millrace/grammar';
import type { Outcome } from './runner.ts';

/** Messages between the runtime and the process that runs user code, over Node's IPC channel in its advanced form. */
export type ToChild = OpenMessage | CallMessage | { type: 'close' };

export interface OpenMessage {
  type: 'open';
  /** Absolute. */
  file: string;
  export: string;
  mode: 'record' | 'batch';
  /** Absolute; places in messages are told relative to it. */
  projectFolder: string;
  context: { node: string; flow: string; runId: string; parameters: Record<string, unknown> };
}

export interface CallMessage {
  type: 'call';
  attempt: number;
  names: string[];
  columns: Column[];
  length: number;
}

export type FromChild =
  | { type: 'opened' }
  | { type: 'failed'; message: string }
  /** The next outcomes of the call under way; the call is over when there is one for each record. */
  | { type: 'outcomes'; outcomes: Outcome[] }
  | { type: 'closed' };

/** Outcomes are handed over in pieces, so that a process that dies takes few of them along. */
export const pieceMax = 256;
export const pieceMs = 20;
