/** The functions that choose one of the values of a group: the least, the greatest, the first, the last. */
import { type Column, columnOf, compareTexts, type Type, valueAt } from '@millrace/grammar';
import { type Accumulator, eachPresent } from './accumulator.ts';

/** About what a value takes that is no text. */
const valueBytes = 32;

/** Whether the value at a row takes the place of the one that a group has. */
type Replaces = (value: unknown, chosen: unknown) => boolean;

/** Of those that are the same the first stays. NaN is greater than every number, so that the order of records does not matter. */
export const replacesBy: Readonly<Record<string, Replaces>> = {
  min: (value, least) => isLess(value, least),
  max: (value, greatest) => isLess(greatest, value),
  first: () => false,
  last: () => true,
};

export class ChosenValue implements Accumulator {
  readonly #replaces: Replaces;
  readonly #values: unknown[] = [];
  #bytes = 0;

  constructor(replaces: Replaces) {
    this.#replaces = replaces;
  }

  add(column: Column | undefined, rows: ArrayLike<number>, groups: Int32Array): void {
    if (column === undefined) return;
    eachPresent(column, rows, groups, (row, group) => {
      const value = valueAt(column, row);
      const chosen = this.#values[group];
      if (chosen === undefined || this.#replaces(value, chosen)) this.#choose(group, value, chosen);
    });
  }

  column(groups: ArrayLike<number>, type: Type): Column {
    return columnOf(
      type,
      Array.from(groups, (group) => this.#values[group]),
    );
  }

  get bytes(): number {
    return this.#bytes;
  }

  #choose(group: number, value: unknown, before: unknown): void {
    this.#values[group] = value;
    this.#bytes += bytesOf(value) - (before === undefined ? 0 : bytesOf(before));
  }
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return valueBytes + value.length;
  return ArrayBuffer.isView(value) ? valueBytes + value.byteLength : valueBytes;
}

function isLess(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b) < 0;
  if (Number.isNaN(a)) return false;
  return Number.isNaN(b) || (a as number) < (b as number);
}
