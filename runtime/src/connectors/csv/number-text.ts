/**
 * Numerals in bytes. Numerals of up to 15 digits are exact in a float64 and go without a string in between; with a power
 * of ten of at most 22 so is their one multiplication or division (Clinger, 1990). The rest goes through JavaScript's own parser.
 */
export const digitsMax = 15;
export const powers = Array.from({ length: 23 }, (_, i) => 10 ** i);

/** A number up to 15 digits, a bigint beyond, undefined where the text is no integer. */
export function parseIntegerText(bytes: Buffer, start: number, end: number): number | bigint | undefined {
  let at = start;
  const sign = bytes[at];
  if (sign === 45 || sign === 43) at++;
  if (at >= end) return undefined;
  if (end - at > digitsMax) return parseLongInteger(bytes, start, end);
  let value = 0;
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return sign === 45 ? 0 - value : value;
}

function parseLongInteger(bytes: Buffer, start: number, end: number): bigint | undefined {
  const text = bytes.toString('latin1', start, end);
  if (!/^[-+]?\d+$/.test(text)) return undefined;
  return BigInt(text.startsWith('+') ? text.slice(1) : text);
}

/** undefined where the text is no decimal number, `NaN` or an infinity. */
export function parseFloatText(bytes: Buffer, start: number, end: number): number | undefined {
  let at = start;
  const sign = bytes[at];
  if (sign === 45 || sign === 43) at++;
  let value = 0;
  let digits = 0;
  let point = -1;
  for (; at < end; at++) {
    const code = bytes[at] as number;
    if (code === 46 && point < 0) point = at;
    else if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48;
      digits++;
    } else return parseRareFloat(bytes, start, end);
  }
  const decimals = point < 0 ? 0 : end - point - 1;
  if (digits === 0 || digits > digitsMax) return parseRareFloat(bytes, start, end);
  const size = decimals === 0 ? value : value / (powers[decimals] as number);
  return sign === 45 ? -size : size;
}

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const words = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);

function parseRareFloat(bytes: Buffer, start: number, end: number): number | undefined {
  const text = bytes.toString('latin1', start, end);
  if (!decimal.test(text)) return words.get(text.toLowerCase().replace(/^\+/, ''));
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
