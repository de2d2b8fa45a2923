import { allocateValues, type Column, type ColumnValues, createColumn, layoutOf, type Type } from '@millrace/grammar';

/**
 * The columns of one field in batches that follow each other, as one column. Its arrays are used again when it has been emptied: to keep the
 * arrays of many batches until there is enough of them, and then to let go of them, is what makes collecting garbage dear.
 */
export class ColumnBuffer {
  readonly #type: Type;
  readonly #width: number;
  #values: ColumnValues;
  #nulls: Uint8Array | undefined;
  #length = 0;

  constructor(type: Type) {
    this.#type = type;
    this.#width = layoutOf(type).width;
    this.#values = allocateValues(type, 0);
  }

  /** What was appended since it was last emptied; good until then. */
  get column(): Column {
    return createColumn(this.#type, this.#length, this.#values, this.#nulls);
  }

  append({ values, nulls, length }: Column): void {
    const start = this.#length;
    this.#length += length;
    if (Array.isArray(values)) this.#push(values, length);
    else this.#put(values.subarray(0, length * this.#width), start * this.#width);
    if (nulls !== undefined || this.#nulls !== undefined) this.#putNulls(nulls?.subarray(0, length), start);
  }

  empty(): void {
    this.#length = 0;
    this.#nulls = undefined;
    if (Array.isArray(this.#values)) this.#values.length = 0;
  }

  #push(values: readonly unknown[], length: number): void {
    const all = this.#values as unknown[];
    for (let row = 0; row < length; row++) all.push(values[row]);
  }

  #put(values: TypedValues, start: number): void {
    this.#values = withRoom(this.#values as TypedValues, start + values.length);
    this.#values.set(values as never, start);
  }

  #putNulls(nulls: Uint8Array | undefined, start: number): void {
    this.#nulls = withRoom(this.#nulls ?? new Uint8Array(0), this.#length);
    if (nulls !== undefined) this.#nulls.set(nulls, start);
  }
}

type TypedValues = Exclude<ColumnValues, unknown[]>;

/** The same array, or one that is larger by half at least and begins with its elements. */
function withRoom<Values extends TypedValues>(values: Values, length: number): Values {
  if (length <= values.length) return values;
  const larger = new (values.constructor as new (length: number) => Values)(Math.ceil(length * 1.5));
  larger.set(values as never);
  return larger;
}
