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
  /** Of the record at hand, its last one included. */
  #breaks = 1;
  /** Of the quoted cell at hand. */
  #kind: number = cellKinds.quoted;

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
    let cells = 0;
    let at = start;
    this.#breaks = 1;
    for (;;) {
      const isQuoted = at < end && bytes[at] === this.#quote;
      const stop = isQuoted ? this.#closingQuote(bytes, at + 1, end, isLast) : this.#endOfPlain(bytes, at, end);
      if (stop < 0) return this.#cutOff(bytes, start, end, isLast, found);
      const next = isQuoted ? behindQuote(bytes, stop, end) : stop;
      if (next >= end && !isLast) return -1;
      if (next < end && bytes[next] !== this.#delimiter && bytes[next] !== lineFeed)
        return this.#fault(bytes, start, end, found, 'text stands behind a closing quote');
      if (isQuoted) addCell(found, cells++, at + 1, stop, this.#kind);
      else addCell(found, cells++, at, withoutReturn(bytes, at, stop, end), cellKinds.plain);
      if (next >= end || bytes[next] === lineFeed) return this.#endRecord(found, cells, start, next, end);
      at = next + 1;
    }
  }

  /** The position of the quote that closes a cell; -1 where `end` comes first. Notes line breaks and doubled quotes. */
  #closingQuote(bytes: Uint8Array, start: number, end: number, isLast: boolean): number {
    this.#kind = cellKinds.quoted;
    for (let at = start; at < end; at++) {
      const code = bytes[at];
      if (code === lineFeed) this.#breaks++;
      else if (code === this.#quote) {
        if (at + 1 >= end) return isLast ? at : -1;
        if (bytes[at + 1] !== this.#quote) return at;
        this.#kind = cellKinds.escaped;
        at++;
      }
    }
    return -1;
  }

  #endOfPlain(bytes: Uint8Array, start: number, end: number): number {
    const delimiter = this.#delimiter;
    let at = start;
    while (at < end && bytes[at] !== delimiter && bytes[at] !== lineFeed) at++;
    return at;
  }

  #endRecord(found: CsvRecords, cells: number, start: number, stop: number, end: number): number {
    this.#add(found, cells, start, stop);
    this.line += this.#breaks;
    return Math.min(stop + 1, end);
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

/** Cells beyond the width are only counted. */
function addCell(found: CsvRecords, index: number, start: number, end: number, kind: number): void {
  if (index >= found.width) return;
  const cell = found.length * found.width + index;
  found.starts[cell] = start;
  found.ends[cell] = end;
  found.kinds[cell] = kind;
}

/** The position behind a closing quote and the CR of a CRLF. */
function behindQuote(bytes: Uint8Array, quote: number, end: number): number {
  return quote + 1 < end && bytes[quote + 1] === carriageReturn ? quote + 2 : quote + 1;
}

/** The end of a plain cell, without the CR of a CRLF. */
function withoutReturn(bytes: Uint8Array, start: number, stop: number, end: number): number {
  const isCrLf = stop < end && stop > start && bytes[stop] === lineFeed && bytes[stop - 1] === carriageReturn;
  return isCrLf ? stop - 1 : stop;
}

/** Bytes of the line break at `at`: 0, 1 or 2. */
function lengthOfBreak(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === lineFeed) return 1;
  return bytes[at] === carriageReturn && at + 1 < end && bytes[at + 1] === lineFeed ? 2 : 0;
}
