import { type Column, sliceRows, takeRows } from '@millrace/grammar';
import type { BadRecord } from '../batch/batch.ts';
import type { SourceBatch } from './connector.ts';

/** Parts the records of one source batch into those that fit and those that do not; both keep their order. */
export class Sieve {
  /** 1 where a record is bad. */
  readonly isBad: Uint8Array;
  readonly #bad = new Map<number, BadRecord>();

  constructor(capacity: number) {
    this.isBad = new Uint8Array(capacity);
  }

  /** The first failure of a record counts. */
  fail(row: number, record: BadRecord): void {
    if (this.isBad[row] === 1) return;
    this.isBad[row] = 1;
    this.#bad.set(row, record);
  }

  /** `columns` may be longer than `length` records. */
  part(columns: readonly Column[], length: number): SourceBatch {
    const bad = [...this.#bad].sort(([a], [b]) => a - b).map(([, record]) => record);
    if (bad.length === 0) return { columns: columns.map((column) => cut(column, length)), length, bad };
    const good = this.#goodRows(length);
    return { columns: columns.map((column) => takeRows(column, good)), length: good.length, bad };
  }

  #goodRows(length: number): Uint32Array {
    const rows = new Uint32Array(length - this.#bad.size);
    let count = 0;
    for (let row = 0; row < length; row++) if (this.isBad[row] === 0) rows[count++] = row;
    return rows;
  }
}

function cut(column: Column, length: number): Column {
  return column.length === length ? column : sliceRows(column, 0, length);
}
