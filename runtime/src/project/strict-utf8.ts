import { isUtf8 } from 'node:buffer';
import { RunError } from '../execute/run-error.ts';

/**
 * Text of a `.flow` file from its bytes. A file that isn't UTF-8 is refused with the place of the first wrong byte instead of
 * being read with replacement characters, which would change strings and paths silently. A byte order mark is dropped.
 */
export function decodeStrictly(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RunError('not-utf8', notUtf8(bytes, path));
  }
}

function notUtf8(bytes: Uint8Array, path: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return `${path} is UTF-16, not UTF-8; save it as UTF-8`;
  const offset = validPrefix(bytes);
  const line = bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1;
  const byte = (bytes[offset] ?? 0).toString(16).padStart(2, '0');
  return `${path} is not UTF-8: byte 0x${byte} at offset ${offset}, line ${line}; save it as UTF-8`;
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
