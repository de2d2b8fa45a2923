import { isAscii, isUtf8 } from 'node:buffer';
import type { ByteWindow } from './byte-window.ts';

const lineFeed = 10;

/** Makes strings of bytes, as fast as the block they stand in allows: most files are ASCII, nearly all of them UTF-8. */
export class TextReader {
  #encoding: 'latin1' | 'utf8' | 'checked' = 'checked';
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  /** To be called whenever the window has been filled. */
  look({ bytes, start, end, isComplete }: ByteWindow): void {
    const wholeLines = isComplete ? end : bytes.lastIndexOf(lineFeed, end - 1) + 1;
    const block = bytes.subarray(start, Math.max(start, wholeLines));
    this.#encoding = isAscii(block) ? 'latin1' : isUtf8(block) ? 'utf8' : 'checked';
  }

  /** undefined where the bytes are not UTF-8. */
  read = (bytes: Buffer, start: number, end: number): string | undefined => {
    if (this.#encoding !== 'checked') return bytes.toString(this.#encoding, start, end);
    try {
      return this.#decoder.decode(bytes.subarray(start, end));
    } catch {
      return undefined;
    }
  };
}
