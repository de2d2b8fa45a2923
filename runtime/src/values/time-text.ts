/**
 * Timestamps and dates as text, in ISO 8601: `2026-01-31`, `2026-01-31T10:00:00`, with a fraction, `Z` or `+02:00`; a space
 * may stand for the `T`. Without a zone it is UTC. Digits below a millisecond are cut off. Works on bytes, as it runs once
 * per cell of a file.
 */
const zero = 48;
const dayMs = 86_400_000;

/** Milliseconds since 1970, or undefined where the text is no timestamp. */
export function parseTimestamp(bytes: Uint8Array, start: number, end: number): number | undefined {
  const day = parseDay(bytes, start, Math.min(end, start + 10));
  if (day === undefined) return undefined;
  if (end === start + 10) return day * dayMs;
  const separator = bytes[start + 10];
  if (separator !== 84 && separator !== 116 && separator !== 32) return undefined;
  const time = parseTime(bytes, start + 11, end);
  return time === undefined ? undefined : day * dayMs + time;
}

/** Days since 1970 of `YYYY-MM-DD`, or undefined where that is no day of the calendar. */
export function parseDay(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start !== 10 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return undefined;
  const year = digits(bytes, start, 4);
  const month = digits(bytes, start + 5, 2);
  const day = digits(bytes, start + 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  return daysBefore(year, month) + day - 1;
}

/** ISO 8601 in UTC; milliseconds only where there are any. */
export function printTimestamp(ms: number): string {
  const day = Math.floor(ms / dayMs);
  const rest = Math.floor(ms) - day * dayMs;
  return `${printDay(day)}T${two(rest / 3_600_000)}:${two((rest / 60_000) % 60)}:${two((rest / 1000) % 60)}${printMillis(rest % 1000)}Z`;
}

/** The day printed last: neighbours in a file mostly share theirs. */
let printed = { day: Number.NaN, text: '' };

function printDay(day: number): string {
  if (printed.day !== day) {
    const text = new Date(day * dayMs).toISOString();
    printed = { day, text: text.slice(0, text.indexOf('T')) };
  }
  return printed.text;
}

const twoDigits = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));

function two(number: number): string {
  return twoDigits[Math.floor(number)] as string;
}

function printMillis(ms: number): string {
  return ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`;
}

/** Milliseconds after midnight UTC of `HH:MM[:SS[.fff…]]` and a zone. */
function parseTime(bytes: Uint8Array, start: number, end: number): number | undefined {
  const hour = digits(bytes, start, 2);
  const minute = digits(bytes, start + 3, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || bytes[start + 2] !== 58 || start + 5 > end)
    return undefined;
  let at = start + 5;
  let ms = (hour * 60 + minute) * 60_000;
  if (at < end && bytes[at] === 58) {
    const second = digits(bytes, at + 1, 2);
    if (second < 0 || second > 59 || at + 3 > end) return undefined;
    ms += second * 1000;
    at += 3;
    if (at < end && bytes[at] === 46) {
      const fraction = endOfDigits(bytes, at + 1, end);
      if (fraction === at + 1) return undefined;
      ms += millisOf(bytes, at + 1, fraction);
      at = fraction;
    }
  }
  const zone = parseZone(bytes, at, end);
  return zone === undefined ? undefined : ms - zone;
}

/** Milliseconds east of Greenwich. */
function parseZone(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (start === end) return 0;
  const sign = bytes[start];
  if (sign === 90 || sign === 122) return start + 1 === end ? 0 : undefined;
  if (sign !== 43 && sign !== 45) return undefined;
  const length = end - start;
  if (length !== 3 && length !== 5 && length !== 6) return undefined;
  if (length === 6 && bytes[start + 3] !== 58) return undefined;
  const hours = digits(bytes, start + 1, 2);
  const minutes = length === 3 ? 0 : digits(bytes, end - 2, 2);
  if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) return undefined;
  return (hours * 60 + minutes) * (sign === 45 ? -60_000 : 60_000);
}

function millisOf(bytes: Uint8Array, start: number, end: number): number {
  let ms = 0;
  for (let i = 0; i < 3; i++) ms = ms * 10 + (start + i < end ? (bytes[start + i] as number) - zero : 0);
  return ms;
}

function endOfDigits(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(bytes[at] as number)) at++;
  return at;
}

/** The number in `count` digits, or -1. */
function digits(bytes: Uint8Array, start: number, count: number): number {
  let number = 0;
  for (let i = start; i < start + count; i++) {
    const code = bytes[i];
    if (code === undefined || !isDigit(code)) return -1;
    number = number * 10 + code - zero;
  }
  return number;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= 57;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970 to the first of the month, in the proleptic Gregorian calendar (Hinnant, days_from_civil). */
function daysBefore(year: number, month: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5);
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
