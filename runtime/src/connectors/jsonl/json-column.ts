import type { Field } from '@millrace/grammar';
import type { Fit } from '../../values/fit-scalar.ts';
import { fitOf, sourceNameOf } from '../../values/fit-value.ts';
import { Misfit } from '../../values/misfit.ts';
import { ColumnFiller } from '../column-filler.ts';

/** One field of the schema, filled from parsed JSON objects. */
export class JsonColumn {
  readonly filler: ColumnFiller;
  readonly #name: string;
  readonly #fit: Fit;

  constructor(field: Field, capacity: number) {
    this.filler = new ColumnFiller(field, capacity);
    this.#name = sourceNameOf(field);
    this.#fit = fitOf(field.type, 'source');
  }

  /** What is wrong with the record's value, in words; a missing one is null. */
  take(record: Record<string, unknown>, row: number): string | undefined {
    const misfit = this.#put(Object.hasOwn(record, this.#name) ? record[this.#name] : null, row);
    return misfit === undefined ? undefined : `column ${JSON.stringify(this.#name)}: ${misfit.message}`;
  }

  #put(value: unknown, row: number): Misfit | undefined {
    if (value === null || value === undefined) return this.filler.putNull(row);
    const fitted = this.#fit(value);
    return fitted instanceof Misfit ? this.filler.hide(fitted) : this.filler.put(row, fitted);
  }
}
