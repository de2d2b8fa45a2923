import { fileError } from './file-errors.ts';
import type { InputFile } from './input-file.ts';

const blockSize = 1 << 20;

/** Where bytes come from: a file, or what passes by only once. */
export interface ByteReader {
  /** Fills up to `length` bytes from `offset` of `into` on; 0 at the end. `position` null: behind what was read. */
  read(into: Buffer, offset: number, length: number, position: number | null): Promise<{ bytesRead: number }>;
  close(): Promise<void>;
}

/**
 * A window that moves forward over a file: the bytes not yet consumed, in one buffer. It grows only while one record needs it.
 * The bytes are overwritten by the next `fill`; who keeps some copies them.
 */
export class ByteWindow {
  readonly file: InputFile;
  bytes: Buffer = Buffer.allocUnsafe(blockSize);
  start = 0;
  end = 0;
  /** True once nothing of the file lies behind `end`. */
  isComplete = false;
  readonly #handle: ByteReader;
  /** Where in the file `bytes` begins. */
  #base = 0;
  /** Where to read on; null: behind what was read, which pipes have too. */
  #next: number | null = null;
  #isClosed = false;

  constructor(file: InputFile, handle: ByteReader) {
    this.file = file;
    this.#handle = handle;
  }

  get size(): number {
    return this.end - this.start;
  }

  /** Where in the file the first byte is that was not consumed. */
  get offset(): number {
    return this.#base + this.start;
  }

  /** Leaves what is there and begins anew at a place of the file. */
  moveTo(offset: number): void {
    this.start = 0;
    this.end = 0;
    this.isComplete = false;
    this.#base = offset;
    this.#next = offset;
  }

  /** Reads on behind what is there. */
  async fill(): Promise<void> {
    this.#makeRoom();
    const room = this.bytes.length - this.end;
    const { bytesRead } = await this.#handle.read(this.bytes, this.end, room, this.#next).catch((cause: unknown) => {
      throw fileError(`Cannot read "${this.file.path}"`, cause);
    });
    this.end += bytesRead;
    if (this.#next !== null) this.#next += bytesRead;
    this.isComplete = bytesRead === 0;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#handle.close();
  }

  #makeRoom(): void {
    this.#base += this.start;
    const held = this.bytes.subarray(this.start, this.end);
    if (held.length > this.bytes.length / 2) {
      const larger = Buffer.allocUnsafe(this.bytes.length * 2);
      held.copy(larger);
      this.bytes = larger;
    } else this.bytes.copyWithin(0, this.start, this.end);
    this.start = 0;
    this.end = held.length;
  }
}
