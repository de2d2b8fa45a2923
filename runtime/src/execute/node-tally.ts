import type { Stage } from '@millrace/grammar';
import type { RunFailure } from '../protocol.ts';
import type { RunContext } from './run-context.ts';
import { type Counts, noCounts } from './run-ledger.ts';

/** What one node has done so far; it alone emits the node's start and end, each once. */
export class NodeTally {
  readonly stage: Stage;
  /** Records that left the node; for a write those that it took. */
  records: number;
  batches: number;
  failed: number;
  /** Records under the final name of a sink. */
  published = 0;
  readonly #context: RunContext;
  #startedMs: number | undefined;
  #status: 'succeeded' | 'failed' | 'skipped' | undefined;

  /** `before`: what it did before the run was resumed. */
  constructor(stage: Stage, context: RunContext, before: Counts = noCounts) {
    this.stage = stage;
    this.#context = context;
    this.records = before.records;
    this.batches = before.batches;
    this.failed = before.failed;
  }

  get counts(): Counts {
    return { records: this.records, batches: this.batches, failed: this.failed };
  }

  get hasSucceeded(): boolean {
    return this.#status === 'succeeded';
  }

  /** What it had done in all before the run was resumed. */
  recall({ records, batches, failed }: Counts): void {
    this.records = records;
    this.batches = batches;
    this.failed = failed;
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
