/** The groups of an aggregate, numbered in the order of their first records, each with the values of its keys. */
import { type Column, columnOf, type Type, valueAt } from '@millrace/grammar';
import { type Identity, identityIn, identityOfAll } from '../values/value-identity.ts';

/** A Map of JavaScript holds 2^24 entries. */
const groupsMax = 2 ** 24 - 1;
/** About what a group takes, without the texts of its keys: its entry, and a value of each key. */
const groupBytes = 96;
const keyBytes = 48;

export class Groups {
  readonly #byKey = new Map<Identity | null, number>();
  readonly #keys: unknown[][];
  #textLength = 0;

  constructor(keyCount: number) {
    this.#keys = Array.from({ length: keyCount }, () => []);
  }

  get length(): number {
    return this.#byKey.size;
  }

  /** About how much they hold in memory. */
  get bytes(): number {
    return this.length * (groupBytes + keyBytes * this.#keys.length) + 2 * this.#textLength;
  }

  hasRoomFor(records: number): boolean {
    return this.length + records <= groupsMax;
  }

  /** The group of each of `rows`, by the columns of the keys; a new one for keys that have not been seen. */
  of(columns: readonly Column[], rows: ArrayLike<number>): Int32Array {
    const identityAt = identitiesIn(columns);
    return Int32Array.from(rows, (row) => this.#groupOf(identityAt(row), columns, row));
  }

  /** The key at a place, for the groups in the order wanted. */
  column(key: number, groups: ArrayLike<number>, type: Type): Column {
    const values = this.#keys[key] as unknown[];
    return columnOf(
      type,
      Array.from(groups, (group) => values[group]),
    );
  }

  clear(): void {
    this.#byKey.clear();
    for (const values of this.#keys) values.length = 0;
  }

  #groupOf(identity: Identity | null, columns: readonly Column[], row: number): number {
    const known = this.#byKey.get(identity);
    if (known !== undefined) return known;
    const group = this.#byKey.size;
    this.#byKey.set(identity, group);
    if (typeof identity === 'string') this.#textLength += identity.length;
    columns.forEach((column, i) => {
      this.#keys[i]?.push(valueAt(column, row));
    });
    return group;
  }
}

/** Null is a key like any other: all records with it are one group. */
function identitiesIn(columns: readonly Column[]): (row: number) => Identity | null {
  const parts = columns.map((column) => {
    const at = identityIn(column);
    return (row: number) => (column.nulls?.[row] === 1 ? null : at(row));
  });
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return (row) => identityOfAll(parts.map((part) => part(row)));
}
