import type { RecordType } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { BatchQueue } from './bounded-queue.ts';
import { Marks } from './marks.ts';
import type { MergedState } from './run-ledger.ts';

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

export interface Merging {
  /** The sequence of the first batch that it gives, where it goes on. */
  sequence?: number;
  /** What was taken before that. */
  state?: MergedState;
  /** A resumed run always begins with the first batch, so what was so before others need not be known. */
  isStill?: boolean;
}

/**
 * Several queues as one: a batch of each in turn, so that the order of the records is the same in every run. Queues with one
 * source come in step, for every node gives one batch per batch, and none has to wait for another to end.
 */
export class MergedInlet implements Inlet {
  /** What was taken before each batch. */
  readonly marks: Marks<MergedState>;
  readonly #queues: readonly BatchQueue[];
  readonly #ended = new Set<number>();
  #turn: number;
  #taken: readonly number[];

  constructor(queues: readonly BatchQueue[], { sequence = 0, state, isStill = false }: Merging = {}) {
    const { taken, turn } = state ?? { taken: queues.map(() => 0), turn: 0 };
    this.marks = new Marks(sequence, { taken, turn }, isStill);
    this.#queues = queues;
    this.#turn = turn;
    this.#taken = taken;
  }

  get records(): number {
    return this.#queues.reduce((sum, queue) => sum + queue.records, 0);
  }

  async pull(): Promise<Batch | undefined> {
    while (this.#ended.size < this.#queues.length) {
      const turn = this.#turn;
      const batch = this.#ended.has(turn) ? undefined : await this.#queues[turn]?.pull();
      this.#turn = (turn + 1) % this.#queues.length;
      if (batch !== undefined) return this.#given(batch, turn);
      this.#ended.add(turn);
    }
    return undefined;
  }

  #given({ id, schema, columns, length }: Batch, turn: number): Batch {
    const sequence = this.marks.next;
    this.#taken = this.#taken.with(turn, (this.#taken[turn] ?? 0) + 1);
    this.marks.add({ taken: this.#taken, turn: this.#turn });
    return new Batch({ node: id.node, sequence }, schema, columns, length);
  }
}
