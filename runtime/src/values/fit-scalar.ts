import { printType, type ScalarName, type Type } from '@millrace/grammar';
import { Misfit, show } from './misfit.ts';
import { parseDay, parseTimestamp } from './time-text.ts';

/** Gives the value as the language's table has it, or the Misfit. The input is never null or undefined. */
export type Fit = (value: unknown) => unknown;

/**
 * What is accepted for a scalar, beside the JavaScript form of the language's table: the way the same value is written in
 * JSON, which has no Date, no bytes and no infinity. Nothing else is converted: a number is no string, "1" is no number.
 */
export const scalarFits: Record<ScalarName, Fit> = {
  bool: (value) => (typeof value === 'boolean' ? value : misfit(value, 'bool')),
  int8: integer('int8', -128, 127),
  int16: integer('int16', -32_768, 32_767),
  int32: integer('int32', -2_147_483_648, 2_147_483_647),
  uint8: integer('uint8', 0, 255),
  uint16: integer('uint16', 0, 65_535),
  uint32: integer('uint32', 0, 4_294_967_295),
  int64: bigInteger('int64', -(2n ** 63n), 2n ** 63n - 1n),
  uint64: bigInteger('uint64', 0n, 2n ** 64n - 1n),
  float32: fitFloat32,
  float64: fitFloat64,
  string: (value) => (typeof value === 'string' ? value : misfit(value, 'string')),
  bytes: fitBytes,
  timestamp: fitTimestamp,
  date: fitDate,
  duration: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : misfit(value, 'duration')),
  json: fitJson,
};

export function misfit(value: unknown, wanted: string): Misfit {
  return new Misfit(show(value), `is not ${wanted.startsWith('int') ? 'an' : 'a'} ${wanted}`);
}

export function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** What is wrong where nothing stands and something must. */
export function noValue(type: Type): Misfit {
  return new Misfit('no value,', `but ${printType(type)} is never null`);
}

function integer(name: ScalarName, min: number, max: number): Fit {
  return (value) => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) return misfit(value, name);
    return number >= min && number <= max ? number : outside(value, name, min, max);
  };
}

function bigInteger(name: ScalarName, min: bigint, max: bigint): Fit {
  return (value) => {
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      return new Misfit(show(value), `is beyond 2^53, where a number is not exact; give a bigint`);
    const big = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
    if (typeof big !== 'bigint') return misfit(value, name);
    return big >= min && big <= max ? big : outside(value, name, min, max);
  };
}

export function outside(value: unknown, name: string, min: number | bigint, max: number | bigint): Misfit {
  return new Misfit(show(value), `is outside of ${name} (${min} to ${max})`);
}

const notFinite = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function fitFloat64(value: unknown): unknown {
  if (typeof value === 'number') return value;
  // A numeral is the float64 nearest to it, however many digits it has.
  if (typeof value === 'bigint') return Number(value);
  return notFinite.get(value as string) ?? misfit(value, 'float64');
}

function fitFloat32(value: unknown): unknown {
  const number = fitFloat64(value);
  if (typeof number !== 'number') return misfit(value, 'float32');
  const rounded = Math.fround(number);
  return Number.isFinite(number) && !Number.isFinite(rounded)
    ? new Misfit(show(value), 'is too large for a float32')
    : rounded;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function fitBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string' && base64.test(value)) return new Uint8Array(Buffer.from(value, 'base64'));
  return new Misfit(show(value), 'is not bytes (a Uint8Array, or base64 in text)');
}

function fitTimestamp(value: unknown): unknown {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  const ms = typeof value === 'string' ? parseTimestamp(Buffer.from(value), 0, value.length) : undefined;
  return ms === undefined ? new Misfit(show(value), 'is not a timestamp such as 2026-01-31T10:00:00Z') : new Date(ms);
}

function fitDate(value: unknown): unknown {
  const isDay = typeof value === 'string' && parseDay(Buffer.from(value), 0, value.length) !== undefined;
  return isDay ? value : new Misfit(show(value), 'is not a date such as 2026-01-31');
}

/** Any JSON value; bigints are kept, they print as numerals. */
function fitJson(value: unknown): unknown {
  return isJson(value, 0) ? value : new Misfit(show(value), 'is not JSON');
}

const depthMax = 200;

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > depthMax) return false;
  if (Array.isArray(value)) return value.every((element) => isJson(element, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.values(value).every((inner) => inner === undefined || isJson(inner, depth + 1))
  );
}
