import type { Plan } from '@millrace/grammar';
import type { Artefact, Position } from '../connectors/connector.ts';

/**
 * What a run writes down so that it can go on after its process was ended, at whatever moment. What it holds is always of one
 * moment: what one `commit` was given is all there or not at all. A run goes without one just as well, and begins anew then.
 */
export interface RunLedger {
  readonly runId: string;
  /** Of the attempt at hand; 1 for a run that was not resumed. */
  readonly attempt: number;
  /** Of what was executed before; undefined for a new run. Another plan cannot be gone on with. */
  readonly plan: Plan | undefined;
  /** What the attempts before have done, by node. */
  readonly nodes: ReadonlyMap<string, NodeRecord>;
  /** Of wave 0 and up; undefined where its nodes have work left. */
  waveState(wave: number): WaveState | undefined;
  /** Keeps what is executed. Before anything else. */
  begin(plan: Plan): void;
  /** Puts records in the place of those of the same nodes; on the disk when it returns. Throws a RunError where it cannot. */
  commit(records: readonly NodeRecord[], wave?: { wave: number; state: WaveState }): void;
  /** The absolute path of a file for the records of a node, which goes with the ledger. */
  keptFile(node: string): string;
  /** After the last commit. Frees everything; answers whether the run may be resumed. */
  end(status: 'succeeded' | 'failed' | 'cancelled'): Promise<boolean>;
}

/**
 * `publishing`: all of its outputs are complete, and some may have their names; `published`: all of them have. A wave without
 * outputs goes through both as well.
 */
export type WaveState = 'publishing' | 'published';

/** Where one node goes on when the run is resumed. */
export interface NodeRecord {
  node: string;
  /** The sequence of the first batch that it has to work on, which is the first that any of its consumers lacks. */
  start: number;
  /** Bad records of batches before this one have been told, also where they are worked on again. */
  reported: number;
  /** What it had done before the batch `start`. */
  counts: Counts;
  /** All that it did, where its wave has ended. */
  ended?: Counts;
  /** Of a source behind the last batch before `start`; of a sink in its output. */
  position?: Position;
  /** Of a union: what it had taken before the batch `start`. */
  merged?: MergedState;
  /** Of a sink that is published. */
  artefacts?: readonly Artefact[];
}

export interface Counts {
  records: number;
  batches: number;
  failed: number;
}

/** How far queues that are taken in turn have been taken. */
export interface MergedState {
  /** Batches of each. */
  taken: readonly number[];
  /** Whose turn is next. */
  turn: number;
}

export const noCounts: Counts = { records: 0, batches: 0, failed: 0 };
