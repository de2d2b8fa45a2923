import type { RecordType } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { BatchQueue } from './bounded-queue.ts';

/** One of the inputs of a node. */
export interface Input {
  /** What the node calls it, where it tells its inputs apart. */
  as?: string;
  /** Of the records; a union has one input of several schemas. */
  schema?: RecordType;
  inlet: Inlet;
}

/** Where a node takes its batches from. */
export interface Inlet {
  /** Records that wait. */
  readonly records: number;
  /** undefined when no batch follows. */
  pull(): Promise<Batch | undefined>;
}

/**
 * Several queues as one: a batch of each in turn, so that the order of the records is the same in every run. Queues with one
 * source come in step, for every node gives one batch per batch, and none has to wait for another to end.
 */
export class MergedInlet implements Inlet {
  readonly #queues: BatchQueue[];
  #turn = 0;
  #sequence = 0;

  constructor(queues: readonly BatchQueue[]) {
    this.#queues = [...queues];
  }

  get records(): number {
    return this.#queues.reduce((sum, queue) => sum + queue.records, 0);
  }

  async pull(): Promise<Batch | undefined> {
    for (let queue = this.#queues[this.#turn]; queue !== undefined; queue = this.#queues[this.#turn]) {
      const batch = await queue.pull();
      if (batch !== undefined) {
        this.#turn = (this.#turn + 1) % this.#queues.length;
        return new Batch(
          { node: batch.id.node, sequence: this.#sequence++ },
          batch.schema,
          batch.columns,
          batch.length,
        );
      }
      this.#queues.splice(this.#turn, 1);
      if (this.#turn === this.#queues.length) this.#turn = 0;
    }
    return undefined;
  }
}
