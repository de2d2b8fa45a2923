import { RunError } from '../../execute/run-error.ts';
import type { ByteWindow } from './byte-window.ts';

/** Looks at the first bytes of a file: passes over the mark of UTF-8, refuses UTF-16. */
export function skipByteOrderMark(window: ByteWindow): void {
  const [a, b, c] = window.bytes.subarray(window.start, Math.min(window.end, window.start + 3));
  if (a === 0xef && b === 0xbb && c === 0xbf) window.start += 3;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    throw new RunError('file-not-utf8', `Cannot read "${window.file.path}": it is UTF-16; save it as UTF-8`);
}
