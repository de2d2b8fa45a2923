/**
 * The right side of a join: all of its records, held in memory as columns, with an index by what the keys are worth. Records
 * with a null in a key match nothing and are in no index. Refuses what memory has no room for, in words that say what helps.
 */
import type { Column, RecordType } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { byteSizeOf } from '../batch/byte-size.ts';
import { joinColumns } from '../batch/gather.ts';
import { RunError } from '../execute/run-error.ts';
import type { Identity } from '../values/value-identity.ts';

/** What the records may take; the index takes about as much again where they are small. */
export const rightBytesMax = 1024 ** 3;
/** A Map of JavaScript holds 2^24 entries. */
const keysMax = 2 ** 24 - 1;

export class RightSide {
  readonly #node: string;
  readonly #bytesMax: number;
  #batches: Batch[] = [];
  /** The first record of each key; the next of the same key stands in `#next`. */
  readonly #first = new Map<Identity, number>();
  readonly #last = new Map<Identity, number>();
  #next = new Int32Array(1024).fill(-1);
  #length = 0;
  #bytes = 0;
  #columns: ReadonlyMap<string, Column> | undefined;

  constructor(node: string, bytesMax = rightBytesMax) {
    this.#node = node;
    this.#bytesMax = bytesMax;
  }

  /** `keys`: one per record, undefined where it matches nothing. */
  add(batch: Batch, keys: readonly (Identity | undefined)[]): void {
    this.#bytes += byteSizeOf(batch);
    if (this.#bytes > this.#bytesMax || this.#first.size + batch.length > keysMax) throw this.#tooLarge();
    this.#batches.push(batch);
    this.#growTo(this.#length + batch.length);
    for (let row = 0; row < batch.length; row++) this.#index(keys[row], this.#length + row);
    this.#length += batch.length;
  }

  /** Where no record is: a row whose columns are all null. */
  get nowhere(): number {
    return this.#length;
  }

  /** The first record with a key; -1 where there is none. */
  firstOf(key: Identity | undefined): number {
    return (key === undefined ? undefined : this.#first.get(key)) ?? -1;
  }

  /** The next record of the same key, in the order they came in; -1 behind the last. */
  nextOf(row: number): number {
    return this.#next[row] as number;
  }

  /** All records of a field. Asked for when everything is added. */
  column(name: string, schema: RecordType): Column {
    this.#columns ??= this.#joined(schema);
    return this.#columns.get(name) as Column;
  }

  clear(): void {
    this.#batches = [];
    this.#first.clear();
    this.#last.clear();
    this.#columns = undefined;
  }

  #joined({ fields }: RecordType): ReadonlyMap<string, Column> {
    const batches = this.#batches;
    this.#last.clear();
    this.#batches = [];
    return new Map(
      fields.map(({ name, type }) => [
        name,
        joinColumns(
          type,
          batches.map((batch) => batch.column(name)),
        ),
      ]),
    );
  }

  #index(key: Identity | undefined, row: number): void {
    if (key === undefined) return;
    const last = this.#last.get(key);
    if (last === undefined) this.#first.set(key, row);
    else this.#next[last] = row;
    this.#last.set(key, row);
  }

  #growTo(length: number): void {
    if (length <= this.#next.length) return;
    const grown = new Int32Array(Math.max(length, this.#next.length * 2)).fill(-1);
    grown.set(this.#next);
    this.#next = grown;
  }

  #tooLarge(): RunError {
    const size = `${Math.round(this.#bytesMax / 1024 ** 2)} MiB`;
    const message = `The right side of "${this.#node}" is held in memory and is too large: more than ${size} after ${this.#length} records. Put the smaller input on the right, select fewer columns of it, or join in a "sql" node, which works on the disk`;
    return new RunError('memory-bound', message, { node: this.#node });
  }
}
