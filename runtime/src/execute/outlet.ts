import type { Batch } from '../batch/batch.ts';
import type { BatchQueue } from './bounded-queue.ts';

/** Hands every batch of a node to all consumers of one of its ports; the slowest sets the pace. */
export class Outlet {
  readonly #queues: readonly BatchQueue[];

  constructor(queues: readonly BatchQueue[]) {
    this.#queues = queues;
  }

  async emit(batch: Batch): Promise<void> {
    if (this.#queues.length === 1) return this.#queues[0]?.push(batch);
    await Promise.all(this.#queues.map((queue) => queue.push(batch)));
  }

  end(): void {
    for (const queue of this.#queues) queue.end();
  }
}
