import { Malformed } from './malformed.ts';
import type { ByteSource } from './signature.ts';

/**
 * Reads a source through one small buffer. The buffer starts small after a jump and doubles while reading goes straight
 * on, so that seeking over thousands of weights costs little and reading a long list of nodes takes few reads.
 * Refuses what lies outside the source, and to read more than `bytesReadMax` altogether: a signature is small.
 */
const windowMin = 256;
const windowMax = 64 * 1024;
const bytesReadMax = 64 * 1024 * 1024;

export class ByteWindow {
  readonly size: number;
  readonly #source: ByteSource;
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #length = windowMin;
  #bytesRead = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size;
  }

  byte(at: number): number {
    const value = this.#bytes[at - this.#start];
    return value === undefined ? this.#firstByteOf(at) : value;
  }

  /** A copy of the bytes from `start` to before `end`. */
  slice(start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(end - start);
    for (let at = start; at < end; at++) bytes[at - start] = this.byte(at);
    return bytes;
  }

  #firstByteOf(at: number): number {
    if (at >= this.size) throw truncated(this.size);
    const isNext = at === this.#start + this.#bytes.length;
    this.#length = isNext ? Math.min(this.#length * 2, windowMax) : windowMin;
    this.#bytes = this.#read(at, Math.min(this.#length, this.size - at));
    this.#start = at;
    const first = this.#bytes[0];
    if (first === undefined) throw truncated(at);
    return first;
  }

  #read(at: number, length: number): Uint8Array {
    this.#bytesRead += length;
    if (this.#bytesRead > bytesReadMax) throw new Malformed('The model has too many parts to be read', at);
    try {
      return this.#source.read(at, length);
    } catch (cause) {
      throw new Malformed(`The file cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, at);
    }
  }
}

export function truncated(size: number): Malformed {
  return new Malformed(
    `The file ends in the middle of the model, after ${size} bytes: it is cut off, perhaps by an interrupted download`,
    size,
  );
}
