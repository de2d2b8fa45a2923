/**
 * Cuts bytes into records and cells by RFC 4180. A line break is LF or CRLF, the last may be missing, blank lines between records
 * of more than one column count as lines only. Knows nothing of types and copies nothing: a cell is a start and an end.
 *
 * A record whose quoting is wrong (never closed, or text behind the closing quote) is one faulty record of one line, and the next
 * line begins the next record: so a stray quote costs its own line and not the rest of the file. That is also why DuckDB does
 * not read CSV here: at an open quote its reader drops what follows without a word, it skips blank and short lines without
 * counting them, and a record with surplus columns fails the file.
 */
import type { CsvDialect } from './csv-dialect.ts';

const lineFeed = 10;
const carriageReturn = 13;
/** A record longer than this has, in truth, an open quote. */
const recordBytesMax = 16 << 20;

export const cellKinds = { plain: 0, quoted: 1, escaped: 2 } as const;

/** Records found by one scan. Cell `k` of record `r` is at `r * width + k`; what a record has beyond `width` is only counted. */
export class CsvRecords {
  readonly width: number;
  readonly capacity: number;
  length = 0;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly kinds: Uint8Array;
  readonly cells: Int32Array;
  /** From 1, where the record begins. */
  readonly lines: Float64Array;
  readonly recordStarts: Int32Array;
  readonly recordEnds: Int32Array;
  /** What is wrong with the quoting, by record. */
  readonly faults = new Map<number, string>();

  constructor(width: number, capacity: number) {
    this.width = width;
    this.capacity = capacity;
    this.starts = new Int32Array(width * capacity);
    this.ends = new Int32Array(width * capacity);
    this.kinds = new Uint8Array(width * capacity);
    this.cells = new Int32Array(capacity);
    this.lines = new Float64Array(capacity);
    this.recordStarts = new Int32Array(capacity);
    this.recordEnds = new Int32Array(capacity);
  }

  clear(): void {
    this.length = 0;
    this.faults.clear();
  }
}

export class CsvScanner {
  /** Of the next record. */
  line = 1;
  readonly #delimiter: number;
  readonly #quote: number;

  constructor({ delimiter, quote }: Pick<CsvDialect, 'delimiter' | 'quote'>) {
    this.#delimiter = delimiter;
    this.#quote = quote;
  }

  /**
   * Adds up to `count` records to `found` and gives the position behind the last. Stops before a record that `end` cuts off,
   * unless `isLast`: then nothing follows.
   */
  scan(
    bytes: Uint8Array,
    start: number,
    end: number,
    isLast: boolean,
    found: CsvRecords,
    count = Number.POSITIVE_INFINITY,
  ): number {
    const wanted = Math.min(found.capacity, found.length + count);
    let at = start;
    while (found.length < wanted && at < end) {
      const blank = found.width > 1 ? lengthOfBreak(bytes, at, end) : 0;
      if (blank > 0) {
        at += blank;
        this.line++;
        continue;
      }
      const next = this.#record(bytes, at, end, isLast, found);
      if (next < 0) break;
      at = next;
    }
    return at;
  }

  /** The position behind the record at `start`, or -1 where it is cut off. */
  #record(bytes: Uint8Array, start: number, end: number, isLast: boolean, found: CsvRecords): number {
    const base = found.length * found.width;
    const delimiter = this.#delimiter;
    let lineBreaks = 1;
    let cells = 0;
    let at = start;
    for (;;) {
      const cellStart = at;
      let cellEnd = at;
      let kind: number = cellKinds.plain;
      if (bytes[at] === this.#quote && at < end) {
        kind = cellKinds.quoted;
        at++;
        for (;;) {
          const code = bytes[at];
          if (at >= end) return this.#cutOff(bytes, start, end, isLast, found);
          if (code === lineFeed) lineBreaks++;
          else if (code === this.#quote) {
            if (at + 1 >= end && !isLast) return -1;
            if (at + 1 >= end || bytes[at + 1] !== this.#quote) break;
            kind = cellKinds.escaped;
            at++;
          }
          at++;
        }
        cellEnd = at++;
        if (bytes[at] === carriageReturn && at < end) at++;
        if (at < end && bytes[at] !== delimiter && bytes[at] !== lineFeed)
          return this.#fault(bytes, start, end, found, 'text stands behind a closing quote');
      } else {
        let code = 0;
        while (at < end) {
          code = bytes[at] as number;
          if (code === delimiter || code === lineFeed) break;
          at++;
        }
        cellEnd = code === lineFeed && at > cellStart && bytes[at - 1] === carriageReturn ? at - 1 : at;
      }
      if (at >= end && !isLast) return -1;
      if (cells < found.width) {
        const cell = base + cells;
        found.starts[cell] = kind === cellKinds.plain ? cellStart : cellStart + 1;
        found.ends[cell] = cellEnd;
        found.kinds[cell] = kind;
      }
      cells++;
      if (at >= end || bytes[at] === lineFeed) break;
      at++;
    }
    this.#add(found, cells, start, at);
    this.line += lineBreaks;
    return Math.min(at + 1, end);
  }

  #add(found: CsvRecords, cells: number, start: number, end: number): void {
    const record = found.length++;
    found.cells[record] = cells;
    found.lines[record] = this.line;
    found.recordStarts[record] = start;
    found.recordEnds[record] = end;
  }

  #cutOff(bytes: Uint8Array, start: number, end: number, isLast: boolean, found: CsvRecords): number {
    if (!isLast && end - start < recordBytesMax) return -1;
    return this.#fault(bytes, start, end, found, 'a quote is opened and never closed');
  }

  /** The record is its first line; what follows is read on its own. */
  #fault(bytes: Uint8Array, start: number, end: number, found: CsvRecords, message: string): number {
    let at = start;
    while (at < end && bytes[at] !== lineFeed) at++;
    found.faults.set(found.length, message);
    this.#add(found, 0, start, bytes[at - 1] === carriageReturn ? at - 1 : at);
    this.line++;
    return at < end ? at + 1 : end;
  }
}

/** Bytes of the line break at `at`: 0, 1 or 2. */
function lengthOfBreak(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === lineFeed) return 1;
  return bytes[at] === carriageReturn && at + 1 < end && bytes[at + 1] === lineFeed ? 2 : 0;
}
