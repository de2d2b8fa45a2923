/** Run events, as JSON lines on stdout of `millrace run --json`, and exit codes. Types and constants only. */
export const protocolVersion = 1;

export const exitCodes = { done: 0, failed: 1, invalid: 2, cancelled: 130 } as const;

interface EventCommon {
  /** ISO 8601 in UTC. */
  time: string;
  runId: string;
}

export type RunEvent = EventCommon &
  (
    | RunStarted
    | { type: 'node-started'; node: string }
    | { type: 'progress'; nodes: NodeProgress[] }
    | RecordFailed
    | { type: 'artefact'; node: string; path: string; records: number; bytes: number }
    | {
        type: 'node-finished';
        node: string;
        status: 'succeeded' | 'cached' | 'failed' | 'skipped';
        records: number;
        batches: number;
        durationMs: number;
        /** Bad records, where there were any. */
        failed?: number;
        /** Of a read how many records have no value, by column that may have none; absent where not all of them were seen. */
        nulls?: Readonly<Record<string, number>>;
        /** What went wrong, for a failed node. */
        error?: RunFailure;
      }
    | {
        type: 'log';
        node: string;
        stream: 'stdout' | 'stderr';
        text: string;
        /** The sequence of the batch that the code was at, where it was at one. */
        batch?: number;
      }
    | { type: 'preview'; node: string; columns: { name: string; type: string }[]; rows: unknown[][] }
    | RunFinished
  );

export interface RunStarted {
  type: 'run-started';
  protocolVersion: number;
  flow: string;
  nodes: { name: string; kind: string }[];
  /** The run goes on where one of the same id was ended. */
  resumed?: true;
  /** Of a resumed run with which batch of each node it goes on, and how many records that node had given by then. */
  from?: { node: string; batch: number; records: number }[];
  /** Why it begins anew if its process is ended. */
  notResumable?: string;
}

export interface NodeProgress {
  node: string;
  /** Records that left the node (for a write: that were taken) so far. */
  records: number;
  failed: number;
  /** Records per second since the last progress event. */
  rate: number;
  /** Records waiting at its input. */
  queued: number;
  /** Mean share of the batch maximum used, 0 to 1; on infer nodes. */
  batchFill?: number;
}

export interface RecordFailed {
  type: 'record-failed';
  node: string;
  message: string;
  attempt: number;
  /** The input record as JSON, as far as there is one. */
  record?: unknown;
  /** Where it stood in its source: file and line, where the connector knows them. */
  source?: { path: string; line?: number };
}

export interface RunFinished {
  type: 'run-finished';
  status: 'succeeded' | 'failed' | 'cancelled';
  durationMs: number;
  /** Records per sink, by the name of the write node. */
  records: Record<string, number>;
  error?: RunFailure;
  /** `millrace run FILE --resume` goes on where this run was ended. */
  resumable?: true;
}

/** An operating failure as data: what, where and what to do. */
export interface RunFailure {
  code: string;
  message: string;
  node?: string;
}
