import type { Stage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { type Clock, sleep } from './clock.ts';

/**
 * Keeps a node's `rate`: in no span of its length are more records let through than it says. Whoever asks first is served first.
 */
export class Pace {
  readonly #max: number;
  readonly #perMs: number;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  /** What was let through and still counts, the earliest first. */
  readonly #counted: { atMs: number; records: number }[] = [];
  #inSpan = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    { max, perMs }: { max: number; perMs: number },
    { clock, signal }: { clock: Clock; signal: AbortSignal },
  ) {
    this.#max = max;
    this.#perMs = perMs;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** The batch in parts that may go now, in order; one without records goes at once. Ends with the signal's reason. */
  async *partsOf(batch: Batch): AsyncGenerator<Batch> {
    if (batch.length === 0) yield batch;
    for (let start = 0; start < batch.length; ) {
      const count = await this.#next(batch.length - start);
      yield count === batch.length ? batch : batch.slice(start, start + count);
      start += count;
    }
  }

  #next(wanted: number): Promise<number> {
    const count = this.#turn.then(() => this.#letThrough(wanted));
    this.#turn = count.catch(() => {});
    return count;
  }

  async #letThrough(wanted: number): Promise<number> {
    this.#forget();
    while (this.#inSpan >= this.#max) {
      const first = this.#counted[0] as { atMs: number };
      await sleep(this.#clock, Math.max(1, first.atMs + this.#perMs - this.#clock.now()), this.#signal);
      this.#forget();
    }
    const records = Math.min(wanted, this.#max - this.#inSpan);
    this.#counted.push({ atMs: this.#clock.now(), records });
    this.#inSpan += records;
    return records;
  }

  #forget(): void {
    const now = this.#clock.now();
    while (this.#counted[0] !== undefined && this.#counted[0].atMs + this.#perMs <= now) {
      this.#inSpan -= (this.#counted.shift() as { records: number }).records;
    }
  }
}

/** Of a node that has a rate. */
export function paceOf(stage: Stage, context: { clock: Clock; signal: AbortSignal }): Pace | undefined {
  const rate = stage.deployment?.rate;
  return rate && new Pace(rate, context);
}
