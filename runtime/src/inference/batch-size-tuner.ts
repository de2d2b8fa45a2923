/** How many records one run of a model takes. */
export interface BatchSize {
  readonly size: number;
  /** Tells what full runs of `size` records took. */
  measured(size: number, runs: number, busyMs: number): void;
}

export function fixedBatchSize(size: number): BatchSize {
  return { size, measured: () => {} };
}

const smallest = 32;
export const largestBatchSize = 8192;
const sampleMs = 4;
const sampleRuns = 3;
/** Sizes that were clearly worse one after the other before the search ends. */
const worseMax = 2;

/**
 * Finds the size while working: 32, 64, … are used one after the other until each has been measured for a few runs, and the
 * search ends where two in a row are more than 5 % below the best. Then the smallest size within 5 % of the best stays, since
 * bigger only costs memory and waiting. The first runs are left out, in which the model warms up.
 */
export class BatchSizeTuner implements BatchSize {
  readonly #largest: number;
  readonly #rates = new Map<number, number>();
  #size: number;
  #isSettled = false;
  #isWarm = false;
  #runs = 0;
  #busyMs = 0;

  constructor(largest: number = largestBatchSize) {
    this.#largest = Math.max(1, largest);
    this.#size = Math.min(smallest, this.#largest);
  }

  get size(): number {
    return this.#size;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  measured(size: number, runs: number, busyMs: number): void {
    if (this.#isSettled || size !== this.#size) return;
    if (!this.#isWarm) {
      this.#isWarm = true;
      return;
    }
    this.#runs += runs;
    this.#busyMs += busyMs;
    if (this.#runs < sampleRuns || this.#busyMs < sampleMs) return;
    this.#rates.set(size, (this.#runs * size) / this.#busyMs);
    this.#runs = 0;
    this.#busyMs = 0;
    if (this.#isSearchOver()) this.#settle();
    else this.#size = size * 2;
  }

  #isSearchOver(): boolean {
    if (this.#size * 2 > this.#largest) return true;
    const good = 0.95 * this.#best();
    const latest = [...this.#rates.values()].slice(-worseMax);
    return latest.length === worseMax && latest.every((rate) => rate < good);
  }

  #settle(): void {
    this.#isSettled = true;
    const good = 0.95 * this.#best();
    for (const [size, rate] of this.#rates) {
      if (rate < good) continue;
      this.#size = size;
      return;
    }
  }

  #best(): number {
    return Math.max(...this.#rates.values());
  }
}
