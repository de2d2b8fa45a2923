import type { RunEvent, RunFinished } from '../../protocol.ts';

/** Says what a run does while it does it. */
export interface RunPrinter {
  event(event: RunEvent): void;
  /** After the last event: what came out. */
  finish(finished: RunFinished): void;
}
