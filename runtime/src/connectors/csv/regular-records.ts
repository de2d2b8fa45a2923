/**
 * Most records of most files are one line of as many cells as there are columns, without a quote inside of one. This loop takes those and reads
 * their numerals as it passes, so that each byte is looked at once. Everything else it leaves to the scanner, which knows all of the rules.
 */
import type { CsvDialect } from './csv-dialect.ts';
import { type CsvRecords, cellKinds, numeralForms } from './csv-records.ts';
import { digitsMax, powers } from './number-text.ts';

const lineFeed = 10;
const carriageReturn = 13;
const zero = 48;
const minus = 45;
const point = 46;

/** Whether such records can be told in this dialect: a delimiter that numerals are made of would be read as part of one. */
export function hasRegularRecords({ delimiter }: Pick<CsvDialect, 'delimiter'>): boolean {
  return !/[-.\d]/.test(String.fromCharCode(delimiter));
}

/**
 * Adds records to `found`, of which the first stands in `line`, until it holds `wanted` or one is not regular; gives the position behind the
 * last. It is one function, for it is where the time of reading goes: with a call for each cell it takes half as long again.
 */
export function takeRegularRecords(
  bytes: Buffer,
  start: number,
  end: number,
  found: CsvRecords,
  wanted: number,
  line: number,
  { delimiter, quote }: Pick<CsvDialect, 'delimiter' | 'quote'>,
): number {
  const { width, forms, starts, ends, kinds, numbers } = found;
  // Up to the last line break no loop has to look for the end.
  const last = bytes.lastIndexOf(lineFeed, end - 1);
  const before = found.length;
  let at = start;
  let next = start;
  let cell = found.length * width;
  while (found.length < wanted && next <= last) {
    for (let index = 0; index < width; index++, cell++) {
      const from = at;
      let code = bytes[at] as number;
      if (code === quote) {
        at = behindQuoted(bytes, from, delimiter, quote);
        if (at < 0) return next;
        code = bytes[at] as number;
        starts[cell] = from + 1;
        ends[cell] = bytes[at - 1] === carriageReturn ? at - 2 : at - 1;
        kinds[cell] = cellKinds.quoted;
        numbers[cell] = Number.NaN;
      } else {
        const form = forms[index] as number;
        if (form !== numeralForms.none) {
          if (code === minus) code = bytes[++at] as number;
          const first = at;
          let value = 0;
          for (; (code - zero) >>> 0 < 10; code = bytes[++at] as number) value = value * 10 + (code - zero);
          let digits = at - first;
          let decimals = 0;
          if (code === point && form === numeralForms.decimal) {
            code = bytes[++at] as number;
            for (; (code - zero) >>> 0 < 10; code = bytes[++at] as number) value = value * 10 + (code - zero);
            decimals = at - first - digits - 1;
            digits += decimals;
          }
          if (digits === 0 || digits > digitsMax) value = longNumeral(bytes, first, at, form);
          else if (decimals > 0) value /= powers[decimals] as number;
          const isWhole =
            code === delimiter || code === lineFeed || (code === carriageReturn && bytes[at + 1] === lineFeed);
          numbers[cell] = isWhole ? (first > from ? -value : value) : Number.NaN;
        }
        while (code !== delimiter && code !== lineFeed) code = bytes[++at] as number;
        starts[cell] = from;
        ends[cell] = code === lineFeed && at > from && bytes[at - 1] === carriageReturn ? at - 1 : at;
      }
      if ((code === lineFeed) !== (index === width - 1)) return next;
      at++;
    }
    found.add(width, line + found.length - before, next, at - 1);
    next = at;
  }
  return next;
}

/** The position of what ends the quoted cell at `start`; -1 where it holds more than text in one line, or something stands behind its quote. */
function behindQuoted(bytes: Buffer, start: number, delimiter: number, quote: number): number {
  let at = start + 1;
  while (bytes[at] !== quote && bytes[at] !== lineFeed) at++;
  if (bytes[at++] === lineFeed) return -1;
  if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
  return bytes[at] === delimiter || bytes[at] === lineFeed ? at : -1;
}

/** What digits with at most one point among them say that are too many to be counted up; NaN where they are none, or for a bigint. */
function longNumeral(bytes: Buffer, start: number, end: number, form: number): number {
  return form === numeralForms.decimal && end - start > digitsMax
    ? Number(bytes.toString('latin1', start, end))
    : Number.NaN;
}
