/**
 * Thrift's compact protocol, which the footer of a Parquet file is written in: any struct as a map of its fields, without knowing what they
 * mean, and back into the same bytes. Whole numbers beyond 2^53 are refused; a footer counts and points to bytes.
 */
export type ThriftValue = boolean | number | Uint8Array | ThriftList | ThriftStruct;

export interface ThriftList {
  /** Of `types`. */
  element: number;
  items: ThriftValue[];
}

/** By the numbers of its fields, in their order. */
export type ThriftStruct = Map<number, { type: number; value: ThriftValue }>;

const types = { true: 1, false: 2, byte: 3, i16: 4, i32: 5, i64: 6, double: 7, binary: 8, list: 9, struct: 12 };

export function readThrift(bytes: Uint8Array): ThriftStruct {
  return new ThriftReader(bytes).struct();
}

export function writeThrift(struct: ThriftStruct): Uint8Array {
  const writer = new ThriftWriter();
  writer.struct(struct);
  return writer.bytes();
}

/** The type of a field says its value; in a list a byte does. */
function isBool(type: number): boolean {
  return type === types.true || type === types.false;
}

class ThriftReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  struct(): ThriftStruct {
    const fields: ThriftStruct = new Map();
    let number = 0;
    for (let head = this.#byte(); head !== 0; head = this.#byte()) {
      const type = head & 15;
      number = head >> 4 === 0 ? this.#whole() : number + (head >> 4);
      fields.set(number, { type, value: isBool(type) ? type === types.true : this.#value(type) });
    }
    return fields;
  }

  #value(type: number): ThriftValue {
    if (type === types.i16 || type === types.i32 || type === types.i64) return this.#whole();
    if (type === types.binary) return this.#take(this.#size());
    if (type === types.struct) return this.struct();
    if (type === types.list) return this.#list();
    if (type === types.double) return this.#take(8);
    if (type === types.byte) return this.#byte();
    if (isBool(type)) return this.#byte() === types.true;
    throw new Error(`No Parquet footer has Thrift's type ${type}`);
  }

  #list(): ThriftList {
    const head = this.#byte();
    const size = head >> 4 === 15 ? this.#size() : head >> 4;
    const element = head & 15;
    return { element, items: Array.from({ length: size }, () => this.#value(element)) };
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new Error('A Parquet footer ends too early');
    return byte;
  }

  #take(size: number): Uint8Array {
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  /** Seven bits a byte, the low ones first. */
  #size(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * unit;
      if (!Number.isSafeInteger(value)) throw new Error('A Parquet footer has a number beyond 2^53');
      if (byte < 128) return value;
    }
  }

  /** The sign in the lowest bit. */
  #whole(): number {
    const value = this.#size();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

class ThriftWriter {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  struct(fields: ThriftStruct): void {
    let before = 0;
    for (const [number, { type, value }] of fields) {
      this.#fieldHead(number, number - before, type);
      if (!isBool(type)) this.#value(type, value);
      before = number;
    }
    this.#byte(0);
  }

  #fieldHead(number: number, step: number, type: number): void {
    const isNear = step > 0 && step < 16;
    this.#byte(isNear ? (step << 4) | type : type);
    if (!isNear) this.#whole(number);
  }

  #value(type: number, value: ThriftValue): void {
    if (value instanceof Map) this.struct(value);
    else if (value instanceof Uint8Array) this.#binary(type, value);
    else if (typeof value === 'object') this.#list(value);
    else if (typeof value === 'boolean') this.#byte(value ? types.true : types.false);
    else if (type === types.byte) this.#byte(value);
    else this.#whole(value);
  }

  #binary(type: number, value: Uint8Array): void {
    if (type === types.binary) this.#size(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  #list({ element, items }: ThriftList): void {
    if (items.length < 15) this.#byte((items.length << 4) | element);
    else {
      this.#byte(0xf0 | element);
      this.#size(items.length);
    }
    for (const item of items) this.#value(element, item);
  }

  #whole(value: number): void {
    this.#size(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  #size(size: number): void {
    let rest = size;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#byte((rest % 128) | 128);
    this.#byte(rest);
  }

  #byte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + size));
    larger.set(this.bytes());
    this.#bytes = larger;
  }
}
