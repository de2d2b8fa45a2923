import type { Stage } from '@millrace/grammar';
import type { RunFailure } from '../protocol.ts';
import type { RunContext } from './run-context.ts';

/** What one node has done so far; it alone emits the node's start and end, each once. */
export class NodeTally {
  readonly stage: Stage;
  /** Records that left the node; for a write those that it took. */
  records = 0;
  batches = 0;
  failed = 0;
  /** Records under the final name of a sink. */
  published = 0;
  readonly #context: RunContext;
  #startedMs: number | undefined;
  #status: 'succeeded' | 'failed' | 'skipped' | undefined;

  constructor(stage: Stage, context: RunContext) {
    this.stage = stage;
    this.#context = context;
  }

  get hasSucceeded(): boolean {
    return this.#status === 'succeeded';
  }

  start(): void {
    this.#startedMs = this.#context.clock.now();
    this.#context.emit({ type: 'node-started', node: this.stage.name });
  }

  finish(status: 'succeeded' | 'failed' | 'skipped', error?: RunFailure): void {
    if (this.#status !== undefined) return;
    this.#status = status;
    const nowMs = this.#context.clock.now();
    this.#context.emit({
      type: 'node-finished',
      node: this.stage.name,
      status,
      records: this.records,
      batches: this.batches,
      durationMs: nowMs - (this.#startedMs ?? nowMs),
      ...(error && { error }),
    });
  }
}
