import type { Plan } from '@millrace/grammar';
import type { Artefact } from '../connectors/connector.ts';
import type { RecordFailed, RunEvent, RunFinished } from '../protocol.ts';

/**
 * Keeps what a run does where it outlives the run. The executor tells it and waits; a recorder that rejects fails the run, for
 * nobody could rely on what it has kept. A run goes without one just as well.
 */
export interface RunRecorder {
  /** Before any node is opened. A run that is resumed starts again under its id. */
  started(run: StartedRun): Promise<void>;
  /** Outputs of a node have their final names. `fingerprint`: of what they hold, where that is not the node's. */
  published(node: string, artefacts: readonly Artefact[], fingerprint?: string): Promise<void>;
  /** Of each node the first bad records, as events tell them. Not waited for: it is kept with what comes next. */
  recordFailed(failure: RecordFailed): void;
  /** Before the run's ledger says that bad records have been told: a resumed run does not tell them again. */
  keep?(): Promise<void>;
  /** After the last node has ended. */
  finished(run: FinishedRun): Promise<void>;
}

export interface StartedRun {
  runId: string;
  plan: Plan;
  /** ISO 8601 in UTC. */
  time: string;
}

export interface FinishedRun extends Pick<RunFinished, 'status' | 'durationMs' | 'error'> {
  /** ISO 8601 in UTC. */
  time: string;
  nodes: FinishedNode[];
}

export interface FinishedNode extends Omit<Extract<RunEvent, { type: 'node-finished' }>, 'type' | 'time' | 'runId'> {
  /** Bad records. */
  failed: number;
}
