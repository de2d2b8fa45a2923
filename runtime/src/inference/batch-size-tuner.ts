/** How many records one run of a model takes. */
export interface BatchSize {
  readonly size: number;
  /** Tells what full runs of `size` records took together, and the fastest of them. */
  measured(size: number, busyMs: number, fastestMs: number): void;
}

export function fixedBatchSize(size: number): BatchSize {
  return { size, measured: () => {} };
}

const smallest = 32;
export const largestBatchSize = 8192;
/** How much is measured of each size. */
const sampleJobs = 4;
const sampleMs = 4;
/** Of the best: what is as good, what is worse, and how many sizes in a row have to be worse for the search to end. */
const good = 0.98;
const worse = 0.95;
const worseMax = 2;

/**
 * Finds the size while working: 32, 64, … are used one after the other until each has been measured for a few jobs, and the
 * search ends where two in a row are more than 5 % below the best. Then the smallest size within 2 % of the best stays, since
 * bigger only costs memory and waiting. Of each size the fastest run counts, for other work on the machine can only slow one
 * down; the very first job is left out, in which the model warms up.
 */
export class BatchSizeTuner implements BatchSize {
  readonly #largest: number;
  /** Records per millisecond, by size in the order they were measured. */
  readonly #rates = new Map<number, number>();
  #size: number;
  #isSettled = false;
  #isWarm = false;
  #jobs = 0;
  #busyMs = 0;
  #fastest = 0;

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

  measured(size: number, busyMs: number, fastestMs: number): void {
    if (this.#isSettled || size !== this.#size) return;
    if (this.#isWarm) this.#sample(size / Math.max(fastestMs, 0.001), busyMs);
    this.#isWarm = true;
    if (this.#jobs >= sampleJobs && this.#busyMs >= sampleMs) this.#goOn();
  }

  #sample(rate: number, busyMs: number): void {
    this.#jobs++;
    this.#busyMs += busyMs;
    this.#fastest = Math.max(this.#fastest, rate);
  }

  #goOn(): void {
    this.#rates.set(this.#size, this.#fastest);
    this.#jobs = 0;
    this.#busyMs = 0;
    this.#fastest = 0;
    if (this.#isSearchOver()) this.#settle();
    else this.#size *= 2;
  }

  #isSearchOver(): boolean {
    if (this.#size * 2 > this.#largest) return true;
    const latest = [...this.#rates.values()].slice(-worseMax);
    return latest.length === worseMax && latest.every((rate) => rate < worse * this.#bestRate());
  }

  #settle(): void {
    this.#isSettled = true;
    const [size] = [...this.#rates].find(([, rate]) => rate >= good * this.#bestRate()) ?? [this.#size];
    this.#size = size;
  }

  #bestRate(): number {
    return Math.max(...this.#rates.values());
  }
}
