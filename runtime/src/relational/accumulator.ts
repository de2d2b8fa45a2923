import type { Column, Type } from '@millrace/grammar';

/** Computes one aggregate function for all groups at once. */
export interface Accumulator {
  /** Takes the records at `rows`, each for the group at the same place; `column` is what the function is called with. */
  add(column: Column | undefined, rows: ArrayLike<number>, groups: Int32Array): void;
  /** What came of the groups, in the order wanted. */
  column(groups: ArrayLike<number>, type: Type): Column;
  /** About how much it holds in memory. */
  readonly bytes: number;
}

/** Calls `take` for every record whose value is not null. */
export function eachPresent(
  { nulls }: Column,
  rows: ArrayLike<number>,
  groups: Int32Array,
  take: (row: number, group: number) => void,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (nulls?.[row] !== 1) take(row, groups[i] as number);
  }
}

/** A number for each group, 0 at first. */
export class GroupNumbers {
  #values = new Float64Array(64);

  /** The array, with room for a group; good until room for another is asked for. */
  for(group: number): Float64Array {
    if (group >= this.#values.length) {
      const grown = new Float64Array(Math.max(group + 1, this.#values.length * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    return this.#values;
  }

  at(group: number): number {
    return this.#values[group] ?? 0;
  }

  get bytes(): number {
    return this.#values.byteLength;
  }
}
