import { isUtf8 } from 'node:buffer';
import { RunError } from '../execute/run-error.ts';

/** `line` is zero-based. */
export class NotUtf8Error extends RunError {
  readonly file: string;
  readonly line: number;

  constructor(message: string, file: string, line: number) {
    super('file-not-utf8', message);
    this.file = file;
    this.line = line;
  }
}

/**
 * Text of a file from its bytes. A file that isn't UTF-8 is refused with the place of the first wrong byte instead of being
 * read with replacement characters, which would change strings and paths silently. A byte order mark is dropped.
 */
export function decodeStrictly(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8(bytes, path);
  }
}

function notUtf8(bytes: Uint8Array, path: string): NotUtf8Error {
  if (isUtf16(bytes)) return new NotUtf8Error(`${path} is UTF-16, not UTF-8; save it as UTF-8`, path, 0);
  const offset = validPrefix(bytes);
  const line = bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
  const byte = (bytes[offset] ?? 0).toString(16).padStart(2, '0');
  const where = `byte 0x${byte} at offset ${offset}, line ${line + 1}`;
  return new NotUtf8Error(`${path} is not UTF-8: ${where}; save it as UTF-8`, path, line);
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** How many bytes from the start are whole, well-formed UTF-8. */
function validPrefix(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (valid + 1 < invalid) {
    const middle = (valid + invalid) >> 1;
    if (begins(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  // The prefix may end inside a sequence whose rest is wrong; the sequence's first byte is the one to name.
  while (!isUtf8(bytes.subarray(0, valid))) valid--;
  return valid;
}

/** Could be the beginning of well-formed UTF-8; a sequence may be cut at the end. */
function begins(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
