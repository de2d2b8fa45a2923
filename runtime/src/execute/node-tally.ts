import type { Column, RecordType, Stage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
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
  readonly #nulls: NullCounts | undefined;
  #startedMs: number | undefined;
  #status: 'succeeded' | 'failed' | 'skipped' | undefined;

  /** `before`: what it did before the run was resumed. */
  constructor(stage: Stage, context: RunContext, before: Counts = noCounts) {
    this.stage = stage;
    this.#context = context;
    this.records = before.records;
    this.batches = before.batches;
    this.failed = before.failed;
    if (stage.kind === 'read' && before.batches === 0) this.#nulls = new NullCounts();
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

  /** Sees every batch that leaves the node. */
  given({ schema, columns, length }: Batch): void {
    this.records += length;
    this.#nulls?.add(schema, columns);
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
      ...(this.failed > 0 && { failed: this.failed }),
      ...(status === 'succeeded' && this.#nulls && { nulls: this.#nulls.byColumn }),
      durationMs: nowMs - (this.#startedMs ?? nowMs),
      ...(error && { error }),
    });
  }
}

/** Records without a value, by column that may have none. */
class NullCounts {
  readonly byColumn: Record<string, number> = {};

  add({ fields }: RecordType, columns: readonly Column[]): void {
    fields.forEach(({ name, type }, i) => {
      if (type.kind === 'unknown' || type.nullable)
        this.byColumn[name] = (this.byColumn[name] ?? 0) + nullsIn(columns[i]);
    });
  }
}

function nullsIn(column: Column | undefined): number {
  let count = 0;
  for (const mark of column?.nulls ?? []) count += mark;
  return count;
}
