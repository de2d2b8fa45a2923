import type { Batch } from '../batch/batch.ts';
import { byteSizeOf } from '../batch/byte-size.ts';

export interface QueueBounds {
  batchesMax: number;
  recordsMax: number;
  bytesMax: number;
}

export const defaultBounds: QueueBounds = { batchesMax: 16, recordsMax: 32_768, bytesMax: 64 * 1024 * 1024 };

/** One edge of a running flow: batches in order from one producer to one consumer. */
export interface BatchQueue {
  /** Records that wait for the consumer. */
  readonly records: number;
  push(batch: Batch): Promise<void>;
  /** The next batch, or undefined when the producer has ended and nothing is left. */
  pull(): Promise<Batch | undefined>;
  /** Says that no batch will follow. */
  end(): void;
  /** Frees what it keeps; nothing for a queue in memory. */
  close(): Promise<void>;
}

interface Waiter<T> {
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/**
 * An edge with bounds. A push waits while the queue is full in batches, records or bytes (an empty queue takes any batch, so a
 * huge one can't get stuck); a pull waits while it is empty. Every wait ends when the run's signal is aborted.
 */
export class BoundedQueue implements BatchQueue {
  readonly #bounds: QueueBounds;
  readonly #signal: AbortSignal;
  readonly #batches: { batch: Batch; bytes: number }[] = [];
  #records = 0;
  #bytes = 0;
  #ended = false;
  #pushing: Waiter<void> | undefined;
  #pulling: Waiter<Batch | undefined> | undefined;

  constructor(signal: AbortSignal, bounds: QueueBounds = defaultBounds) {
    this.#bounds = bounds;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#abandon(), { once: true });
  }

  get records(): number {
    return this.#records;
  }

  async push(batch: Batch): Promise<void> {
    this.#signal.throwIfAborted();
    if (this.#pulling !== undefined) {
      this.#pulling.resolve(batch);
      this.#pulling = undefined;
      return;
    }
    const bytes = byteSizeOf(batch);
    while (!this.#hasRoomFor(batch.length, bytes)) await this.#room();
    this.#add(batch, bytes);
  }

  async pull(): Promise<Batch | undefined> {
    this.#signal.throwIfAborted();
    const head = this.#batches.shift();
    if (head === undefined) return this.#ended ? undefined : this.#next();
    this.#records -= head.batch.length;
    this.#bytes -= head.bytes;
    this.#pushing?.resolve();
    this.#pushing = undefined;
    return head.batch;
  }

  end(): void {
    this.#ended = true;
    this.#pulling?.resolve(undefined);
    this.#pulling = undefined;
  }

  async close(): Promise<void> {}

  #hasRoomFor(records: number, bytes: number): boolean {
    if (this.#batches.length === 0) return true;
    const { batchesMax, recordsMax, bytesMax } = this.#bounds;
    return (
      this.#batches.length < batchesMax && this.#records + records <= recordsMax && this.#bytes + bytes <= bytesMax
    );
  }

  /** A consumer may have begun to wait while the producer waited for room, so it is looked at again. */
  #add(batch: Batch, bytes: number): void {
    if (this.#pulling !== undefined) {
      this.#pulling.resolve(batch);
      this.#pulling = undefined;
      return;
    }
    this.#batches.push({ batch, bytes });
    this.#records += batch.length;
    this.#bytes += bytes;
  }

  #room(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pushing = { resolve, reject };
    });
  }

  #next(): Promise<Batch | undefined> {
    return new Promise((resolve, reject) => {
      this.#pulling = { resolve, reject };
    });
  }

  #abandon(): void {
    this.#pushing?.reject(this.#signal.reason);
    this.#pulling?.reject(this.#signal.reason);
    this.#pushing = undefined;
    this.#pulling = undefined;
    this.#batches.length = 0;
    this.#records = 0;
    this.#bytes = 0;
  }
}

/** A queue that takes nothing before the batch `sequence`: what a resumed run makes again although its consumer has it. */
export function beginningAt(queue: BatchQueue, sequence: number): BatchQueue {
  if (sequence === 0) return queue;
  return {
    get records() {
      return queue.records;
    },
    push: async (batch) => {
      if (batch.id.sequence >= sequence) await queue.push(batch);
    },
    pull: () => queue.pull(),
    end: () => queue.end(),
    close: () => queue.close(),
  };
}
