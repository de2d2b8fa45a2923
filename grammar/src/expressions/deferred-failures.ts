import type { RecordFailures } from './column.ts';

/**
 * The failures of an operand that may not count: `if x != 0 then 1 / x else 0` computes both branches for all records, and
 * a record fails only by the branch it takes.
 */
export class DeferredFailures implements RecordFailures {
  readonly #messages = new Map<number, string>();

  fail(row: number, message: string): void {
    if (!this.#messages.has(row)) this.#messages.set(row, message);
  }

  passOn(failures: RecordFailures, counts: (row: number) => boolean): void {
    for (const [row, message] of this.#messages) if (counts(row)) failures.fail(row, message);
  }
}
