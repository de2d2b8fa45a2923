import { allocateValues, type Column, type ColumnValues, createColumn, type Field, type Type } from '@millrace/grammar';
import { isSensitive, type RuleCheck, ruleCheck } from '../values/field-rules.ts';
import { noValue } from '../values/fit-scalar.ts';
import { fitDefault } from '../values/fit-value.ts';
import type { Misfit } from '../values/misfit.ts';

/**
 * Fills one column of a source batch record by record. Knows what a null becomes (the default, a null or a misfit) and
 * which annotations a value must obey; how a value is read is the source's business.
 */
export class ColumnFiller {
  readonly type: Type;
  readonly #check: RuleCheck | undefined;
  readonly #isHidden: boolean;
  readonly #isNullable: boolean;
  readonly #default: unknown;
  readonly #capacity: number;
  #values: ColumnValues = [];
  #nulls: Uint8Array | undefined;

  constructor({ type, rules }: Field, capacity: number) {
    this.type = type;
    this.#check = ruleCheck(rules);
    this.#isHidden = isSensitive(rules);
    this.#isNullable = type.kind === 'unknown' || type.nullable;
    this.#default = rules?.default === undefined ? undefined : fitDefault(rules.default, type);
    this.#capacity = capacity;
  }

  /** A batch's own arrays: the last one is in other hands. */
  begin(): void {
    this.#values = allocateValues(this.type, this.#capacity);
    this.#nulls = undefined;
  }

  /** `value` as `fitOf` gives it, or as the column stores it: 0 or 1 for a bool, milliseconds for a timestamp. */
  put(row: number, value: unknown): Misfit | undefined {
    const misfit = this.#check?.(value);
    if (misfit !== undefined) return this.hide(misfit);
    this.#store(row, value);
    return undefined;
  }

  /** Where values of the type go as they are, at the row of each; undefined where a rule has to see them. */
  get unruled(): ColumnValues | undefined {
    return this.#check === undefined ? this.#values : undefined;
  }

  putNull(row: number): Misfit | undefined {
    if (this.#default !== undefined && this.#default !== null) this.#store(row, this.#default);
    else if (this.#isNullable) this.#storeNull(row);
    else return noValue(this.type);
    return undefined;
  }

  hide(misfit: Misfit): Misfit {
    return this.#isHidden ? misfit.hidden() : misfit;
  }

  finish(): Column {
    return createColumn(this.type, this.#capacity, this.#values, this.#nulls);
  }

  #store(row: number, value: unknown): void {
    const values = this.#values;
    if (Array.isArray(values)) values[row] = value;
    else if (ArrayBuffer.isView(value))
      (values as Float64Array).set(value as Float64Array, row * (value as Float64Array).length);
    else values[row] = (typeof value === 'object' || typeof value === 'boolean' ? Number(value) : value) as never;
  }

  #storeNull(row: number): void {
    this.#nulls ??= new Uint8Array(this.#capacity);
    this.#nulls[row] = 1;
  }
}
