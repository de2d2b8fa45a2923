import type { Batch } from '../batch/batch.ts';
import type { OpenRunner, Outcome } from './runner.ts';

/** Opens one more; rejects with a RunError and leaves nothing behind. */
export type OpenOne = () => Promise<OpenRunner>;

/** So many at least from the start, and at most so many, which come when there is work for them. */
export interface Scale {
  min: number;
  max: number;
}

/** Several processes for the code of one task: as many calls at the same time, each by a process that has none. */
export class RunnerPool implements OpenRunner {
  readonly #openOne: OpenOne;
  readonly #max: number;
  readonly #all: OpenRunner[] = [];
  readonly #idle: OpenRunner[] = [];
  /** Each is called with one that has become idle. */
  readonly #waiting: ((runner: OpenRunner) => void)[] = [];
  #opening = 0;

  private constructor(openOne: OpenOne, max: number) {
    this.#openOne = openOne;
    this.#max = max;
  }

  /** One is opened in any case, so that code that cannot be loaded is known before the first record. */
  static async open(openOne: OpenOne, { min, max }: Scale): Promise<OpenRunner> {
    if (max === 1) return openOne();
    const pool = new RunnerPool(openOne, max);
    const opening = Array.from({ length: Math.max(1, min) }, async () => pool.#release(await pool.#one()));
    const failed = (await Promise.allSettled(opening)).find(({ status }) => status === 'rejected');
    if (failed?.status !== 'rejected') return pool;
    await pool.close();
    throw failed.reason;
  }

  get doneInCall(): number {
    return this.#all.reduce((sum, { doneInCall }) => sum + doneInCall, 0);
  }

  async call(batch: Batch, attempt: number): Promise<Outcome[]> {
    const runner = await this.#take();
    try {
      return await runner.call(batch, attempt);
    } finally {
      this.#release(runner);
    }
  }

  /** All of it goes to one. */
  async give(batch: Batch, input: string): Promise<void> {
    await this.#all[0]?.give(batch, input);
  }

  async callWhole(attempt: number): Promise<Outcome[]> {
    return (await this.#all[0]?.callWhole(attempt)) ?? [];
  }

  /** All are closed, whatever one of them says; the first failure is told. */
  async close(): Promise<void> {
    const closed = await Promise.allSettled(this.#all.map((runner) => runner.close()));
    const failed = closed.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  async #take(): Promise<OpenRunner> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#all.length + this.#opening < this.#max) return this.#one();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async #one(): Promise<OpenRunner> {
    this.#opening++;
    try {
      const runner = await this.#openOne();
      this.#all.push(runner);
      return runner;
    } finally {
      this.#opening--;
    }
  }

  #release(runner: OpenRunner): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(runner);
    else next(runner);
  }
}
