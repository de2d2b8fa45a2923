import { type Column, columnOf, type Type } from '@millrace/grammar';
import { type Identity, identityIn } from '../values/value-identity.ts';
import { type Accumulator, eachPresent, GroupNumbers } from './accumulator.ts';

/** How many records there are, or with a column how many of them have a value. */
export class Count implements Accumulator {
  readonly #counts = new GroupNumbers();

  add(column: Column | undefined, rows: ArrayLike<number>, groups: Int32Array): void {
    if (column !== undefined) eachPresent(column, rows, groups, (_, group) => this.#increase(group));
    else for (const group of groups) this.#increase(group);
  }

  column(groups: ArrayLike<number>, type: Type): Column {
    return columnOf(
      type,
      Array.from(groups, (group) => BigInt(this.#counts.at(group))),
    );
  }

  get bytes(): number {
    return this.#counts.bytes;
  }

  #increase(group: number): void {
    const counts = this.#counts.for(group);
    counts[group] = (counts[group] as number) + 1;
  }
}

/** About what an entry of a Set takes. */
const valueBytes = 64;

export class CountDistinct implements Accumulator {
  readonly #values: Set<Identity>[] = [];
  #bytes = 0;

  add(column: Column | undefined, rows: ArrayLike<number>, groups: Int32Array): void {
    if (column === undefined) return;
    const identityAt = identityIn(column);
    eachPresent(column, rows, groups, (row, group) => this.#see(group, identityAt(row)));
  }

  column(groups: ArrayLike<number>, type: Type): Column {
    return columnOf(
      type,
      Array.from(groups, (group) => BigInt(this.#values[group]?.size ?? 0)),
    );
  }

  get bytes(): number {
    return this.#bytes;
  }

  #see(group: number, value: Identity): void {
    let seen = this.#values[group];
    if (seen === undefined) {
      seen = new Set();
      this.#values[group] = seen;
    }
    const before = seen.size;
    seen.add(value);
    if (seen.size > before) this.#bytes += valueBytes + (typeof value === 'string' ? 2 * value.length : 0);
  }
}
