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
import { type CsvRecords, cellKinds } from './csv-records.ts';
import { hasRegularRecords, takeRegularRecords } from './regular-records.ts';

const lineFeed = 10;
const carriageReturn = 13;
/** A record longer than this has, in truth, an open quote. */
const recordBytesMax = 16 << 20;

export class CsvScanner {
  /** Of the next record. */
  line = 1;
  readonly #dialect: Pick<CsvDialect, 'delimiter' | 'quote'>;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #hasRegular: boolean;
  /** Of the record at hand, its last one included. */
  #breaks = 1;
  /** Of the quoted cell at hand. */
  #kind: number = cellKinds.quoted;

  constructor(dialect: Pick<CsvDialect, 'delimiter' | 'quote'>) {
    this.#dialect = dialect;
    this.#delimiter = dialect.delimiter;
    this.#quote = dialect.quote;
    this.#hasRegular = hasRegularRecords(dialect);
  }

  /**
   * Adds up to `count` records to `found` and gives the position behind the last. Stops before a record that `end` cuts off,
   * unless `isLast`: then nothing follows.
   */
  scan(
    bytes: Buffer,
    start: number,
    end: number,
    isLast: boolean,
    found: CsvRecords,
    count = Number.POSITIVE_INFINITY,
  ): number {
    const wanted = Math.min(found.capacity, found.length + count);
    let at = start;
    while (found.length < wanted && at < end) {
      if (this.#hasRegular) at = this.#takeRegular(bytes, at, end, found, wanted);
      if (found.length === wanted || at === end) break;
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

  #takeRegular(bytes: Buffer, start: number, end: number, found: CsvRecords, wanted: number): number {
    const before = found.length;
    const at = takeRegularRecords(bytes, start, end, found, wanted, this.line, this.#dialect);
    this.line += found.length - before;
    return at;
  }

  /** The position behind the record at `start`, or -1 where it is cut off. */
  #record(bytes: Buffer, start: number, end: number, isLast: boolean, found: CsvRecords): number {
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
      if (isQuoted) found.put(cells++, at + 1, stop, this.#kind);
      else found.put(cells++, at, withoutReturn(bytes, at, stop, end), cellKinds.plain);
      if (next >= end || bytes[next] === lineFeed) return this.#endRecord(found, cells, start, next, end);
      at = next + 1;
    }
  }

  /** The position of the quote that closes a cell; -1 where `end` comes first. Notes line breaks and doubled quotes. */
  #closingQuote(bytes: Buffer, start: number, end: number, isLast: boolean): number {
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

  #endOfPlain(bytes: Buffer, start: number, end: number): number {
    const delimiter = this.#delimiter;
    let at = start;
    while (at < end && bytes[at] !== delimiter && bytes[at] !== lineFeed) at++;
    return at;
  }

  #endRecord(found: CsvRecords, cells: number, start: number, stop: number, end: number): number {
    found.add(cells, this.line, start, stop);
    this.line += this.#breaks;
    return Math.min(stop + 1, end);
  }

  #cutOff(bytes: Buffer, start: number, end: number, isLast: boolean, found: CsvRecords): number {
    if (!isLast && end - start < recordBytesMax) return -1;
    return this.#fault(bytes, start, end, found, 'a quote is opened and never closed');
  }

  /** The record is its first line; what follows is read on its own. */
  #fault(bytes: Buffer, start: number, end: number, found: CsvRecords, message: string): number {
    let at = start;
    while (at < end && bytes[at] !== lineFeed) at++;
    found.faults.set(found.length, message);
    found.add(0, this.line, start, bytes[at - 1] === carriageReturn ? at - 1 : at);
    this.line++;
    return at < end ? at + 1 : end;
  }
}

/** The position behind a closing quote and the CR of a CRLF. */
function behindQuote(bytes: Buffer, quote: number, end: number): number {
  return quote + 1 < end && bytes[quote + 1] === carriageReturn ? quote + 2 : quote + 1;
}

/** The end of a plain cell, without the CR of a CRLF. */
function withoutReturn(bytes: Buffer, start: number, stop: number, end: number): number {
  const isCrLf = stop < end && stop > start && bytes[stop] === lineFeed && bytes[stop - 1] === carriageReturn;
  return isCrLf ? stop - 1 : stop;
}

/** Bytes of the line break at `at`: 0, 1 or 2. */
function lengthOfBreak(bytes: Buffer, at: number, end: number): number {
  if (bytes[at] === lineFeed) return 1;
  return bytes[at] === carriageReturn && at + 1 < end && bytes[at + 1] === lineFeed ? 2 : 0;
}
