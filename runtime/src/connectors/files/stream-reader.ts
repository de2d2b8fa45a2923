import type { ByteReader } from './byte-window.ts';

/** The bytes of a stream, as a window wants them: one chunk is held, and the stream waits until it is taken. */
export class StreamReader implements ByteReader {
  readonly #chunks: ReadableStreamDefaultReader<Uint8Array>;
  readonly #signal: AbortSignal;
  /** What a failure of the stream is. */
  readonly #failure: (cause: unknown) => unknown;
  readonly #stop = () => void this.close();
  #chunk: Uint8Array = new Uint8Array();

  constructor(stream: ReadableStream<Uint8Array>, signal: AbortSignal, failure: (cause: unknown) => unknown) {
    this.#chunks = stream.getReader();
    this.#signal = signal;
    this.#failure = failure;
    signal.addEventListener('abort', this.#stop);
  }

  async read(into: Buffer, offset: number, length: number): Promise<{ bytesRead: number }> {
    while (this.#chunk.length === 0) {
      const { value, done } = await this.#next();
      if (done) return { bytesRead: 0 };
      this.#chunk = value;
    }
    const taken = this.#chunk.subarray(0, length);
    into.set(taken, offset);
    this.#chunk = this.#chunk.subarray(taken.length);
    return { bytesRead: taken.length };
  }

  /** Ends a wait too. The stream is told that nobody wants more; where it has failed, it is over anyway. */
  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#stop);
    await this.#chunks.cancel().catch(() => {});
  }

  async #next(): ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']> {
    try {
      const result = await this.#chunks.read();
      this.#signal.throwIfAborted();
      return result;
    } catch (cause) {
      this.#signal.throwIfAborted();
      throw this.#failure(cause);
    }
  }
}
