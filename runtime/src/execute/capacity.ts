import type { InFlight } from '../nodes/node-behaviour.ts';

/** Bounds what one node works on at the same time, in batches and records. One waits at a time; abort ends its wait. */
export class Capacity {
  readonly #max: InFlight;
  readonly #signal: AbortSignal;
  #batches = 0;
  #records = 0;
  #waiting: { resolve(): void; reject(reason: unknown): void } | undefined;

  constructor(max: InFlight, signal: AbortSignal) {
    this.#max = max;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#waiting?.reject(signal.reason), { once: true });
  }

  async take(records: number): Promise<void> {
    this.#signal.throwIfAborted();
    while (!this.#hasRoomFor(records)) await this.#room();
    this.#batches++;
    this.#records += records;
  }

  give(records: number): void {
    this.#batches--;
    this.#records -= records;
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  #hasRoomFor(records: number): boolean {
    if (this.#batches === 0) return true;
    return this.#batches < this.#max.batches && this.#records + records <= this.#max.records;
  }

  #room(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }
}
