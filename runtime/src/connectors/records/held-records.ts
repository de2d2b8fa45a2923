import type { ConnectorCall } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';

/** What a source gives: batches as they are, or records that are yet to fit the schema of their read. */
export type Given = { batches: readonly Batch[] } | { rows: readonly Readonly<Record<string, unknown>>[] };

export interface HeldSettings {
  /** What is read of it. */
  given?: Given;
  /** Records that are kept of what is written; all where absent. */
  limit?: number;
  /** Called once, when as many are kept as the limit says. */
  onFull?(): void;
}

/**
 * Records in memory that a plan reads or writes by `call`. A plan is plain JSON and cannot hold them, so the call has a key, and
 * whoever made this disposes of it after the run.
 */
export class HeldRecords implements Disposable {
  readonly call: ConnectorCall;
  readonly given: Given;
  readonly #key = crypto.randomUUID();
  readonly #limit: number;
  readonly #onFull: () => void;
  #batches: Batch[] = [];
  #length = 0;

  constructor({ given = { batches: [] }, limit = Number.POSITIVE_INFINITY, onFull = () => {} }: HeldSettings = {}) {
    this.given = given;
    this.#limit = limit;
    this.#onFull = onFull;
    this.call = { name: '$records', options: { key: this.#key } };
    held.set(this.#key, this);
  }

  /** What was written, as far as the limit goes; empty batches too. */
  get batches(): readonly Batch[] {
    return this.#batches;
  }

  get length(): number {
    return this.#length;
  }

  rows(): Record<string, unknown>[] {
    return this.#batches.flatMap((batch) => batch.rows());
  }

  add(batch: Batch): void {
    const room = this.#limit - this.#length;
    if (room <= 0) return;
    const part = batch.length > room ? batch.slice(0, room) : batch;
    this.#batches.push(part);
    this.#length += part.length;
    if (this.#length >= this.#limit) this.#onFull();
  }

  /** A sink that is tried again begins anew. */
  clear(): void {
    this.#batches = [];
    this.#length = 0;
  }

  [Symbol.dispose](): void {
    held.delete(this.#key);
  }
}

const held = new Map<string, HeldRecords>();

/** Those of a call. Throws where they are gone: a plan with such a call runs in the process, and in the time, that made it. */
export function heldRecords({ options }: ConnectorCall): HeldRecords {
  const records = held.get(String(options.key));
  if (records === undefined) throw new Error('The records of this plan are not held by this process');
  return records;
}
