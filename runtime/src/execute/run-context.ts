import type { Plan, Scalar } from '@millrace/grammar';
import type { Reviews } from '../nodes/reviews.ts';
import type { Checkpoints } from '../nodes/task-model.ts';
import type { RunEvent } from '../protocol.ts';
import type { Clock } from './clock.ts';
import type { RunLedger } from './run-ledger.ts';
import type { RunRecorder } from './run-recorder.ts';

type WithoutCommon<Event> = Event extends unknown ? Omit<Event, 'time' | 'runId'> : never;

/** A run event before the time and the run's id are put on it. */
export type EventBody = WithoutCommon<RunEvent>;

/** What the parts of one run share. */
export interface RunContext {
  plan: Plan;
  runId: string;
  projectFolder: string;
  parameters: Record<string, Scalar>;
  parameterValues: Record<string, unknown>;
  clock: Clock;
  /** The value of a secret that the plan names. */
  secret(name: string): string;
  /** Aborted when the run is cancelled or a node has failed. */
  signal: AbortSignal;
  recorder?: RunRecorder;
  ledger?: RunLedger;
  /** How often the run writes into it. */
  ledgerIntervalMs?: number;
  checkpoints?: Checkpoints;
  reviews?: Reviews;
  emit(event: EventBody): void;
}
