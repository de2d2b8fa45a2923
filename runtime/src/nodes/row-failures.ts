import type { RecordFailures } from '@millrace/grammar';
import type { BadRow } from './node-behaviour.ts';

/** Collects the rows of one batch that fail; the first message of a row counts. */
export class RowFailures implements RecordFailures {
  readonly #messages = new Map<number, string>();

  get isEmpty(): boolean {
    return this.#messages.size === 0;
  }

  has(row: number): boolean {
    return this.#messages.has(row);
  }

  fail(row: number, message: string): void {
    if (!this.#messages.has(row)) this.#messages.set(row, message);
  }

  /** Ascending by row. */
  list(): BadRow[] {
    return [...this.#messages].map(([row, message]) => ({ row, message })).sort((a, b) => a.row - b.row);
  }

  /** The rows of a batch of `length` that did not fail. */
  goodRows(length: number): Uint32Array {
    const rows = new Uint32Array(length - this.#messages.size);
    let count = 0;
    for (let row = 0; row < length; row++) if (!this.#messages.has(row)) rows[count++] = row;
    return rows;
  }
}
