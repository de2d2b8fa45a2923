import type { TaskStage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import type { NodeContext } from '../nodes/node-behaviour.ts';

/** Behaviour of a runner of the catalogue: how user code in one language is started and called. */
export interface Runner {
  name: TaskStage['runner']['name'];
  /** Rejects with a RunError when the code cannot be loaded or its own opening fails. */
  open(stage: TaskStage, context: NodeContext): Promise<OpenRunner>;
}

export interface OpenRunner {
  /** Records of the call under way that are done. */
  readonly doneInCall: number;
  /**
   * One outcome per record, in order. A record is given again when the process dies with results not yet handed over, so code
   * with outward effects must bear being called twice. Rejects only when no further call is possible.
   */
  call(batch: Batch, attempt: number): Promise<Outcome[]>;
  /** Keeps records of an input for `callWhole`, where the task is one for all of its records. */
  give(batch: Batch, input: string): Promise<void>;
  /** Calls the code once with all that was given: an outcome per record that it gives. Rejects with a RunError when it fails. */
  callWhole(attempt: number): Promise<Outcome[]>;
  /** Lets the code close what it opened and ends the process. Allowed twice. */
  close(): Promise<void>;
}

/** What user code made of one record: any value it returned, or why there is none. */
export type Outcome = { value: unknown } | FailedOutcome;

export interface FailedOutcome {
  message: string;
  /** Of the RunError where nothing takes bad records. */
  code?: string;
}
