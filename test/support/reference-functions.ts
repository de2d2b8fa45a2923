/** The functions of the language for single values, as plainly as can be; null never comes in but inside of lists. */
import { createHash, createHmac } from 'node:crypto';
import type { Type } from '@millrace/grammar';
import { RecordFailure } from './record-failure.ts';

type Values = readonly never[];
type Reference = (values: Values, type: Type) => unknown;

function fail(message: string): never {
  throw new RecordFailure(message);
}

const one =
  (compute: (value: never, type: Type) => unknown): Reference =>
  ([value], type) =>
    compute(value as never, type);

const real = (compute: (value: number) => number) => one((value: number) => compute(Number(value)));

export const referenceFunctions: Record<string, Reference> = {
  ceil: one((value: number, type) => (isFloat(type) ? Math.ceil(value) : value)),
  floor: one((value: number, type) => (isFloat(type) ? Math.floor(value) : value)),
  round: ([value, digits], type) => round(value as never, digits as never, type),
  sqrt: real((value) => (value < 0 ? fail('below zero') : Math.sqrt(value))),
  ln: real((value) => (value <= 0 ? fail('not above zero') : Math.log(value))),
  log10: real((value) => (value <= 0 ? fail('not above zero') : Math.log10(value))),
  exp: real(Math.exp),
  clamp: ([value, low, high]: readonly number[]) => {
    if ((low as number) > (high as number)) fail('bounds');
    return (value as number) < (low as number) ? low : (value as number) > (high as number) ? high : value;
  },
  lower: one((text: string) => text.toLowerCase()),
  upper: one((text: string) => text.toUpperCase()),
  trim: one((text: string) => text.trim()),
  contains: ([text, part]: readonly string[]) => (text as string).indexOf(part as string) >= 0,
  endsWith: ([text, suffix]: readonly string[]) =>
    (text as string).length >= (suffix as string).length &&
    (text as string).slice((text as string).length - (suffix as string).length) === suffix,
  matches: ([text, pattern]: readonly string[]) => (text as string).search(new RegExp(pattern as string, 'u')) >= 0,
  replace: ([text, part, by]: readonly string[]) =>
    part === '' ? text : (text as string).split(part as string).join(by),
  split: ([text, separator]: readonly string[]) =>
    text === '' ? [''] : separator === '' ? Array.from(text as string) : (text as string).split(separator as string),
  substring: ([text, start, count]) => substring(Array.from(text as never), start as never, count as never),
  year: one((at: Date | string) => new Date(at).getUTCFullYear()),
  month: one((at: Date | string) => new Date(at).getUTCMonth() + 1),
  day: one((at: Date | string) => new Date(at).getUTCDate()),
  weekday: one((at: Date | string) => new Date(at).getUTCDay()),
  hour: one((at: Date) => at.getUTCHours()),
  minute: one((at: Date) => at.getUTCMinutes()),
  epoch: one((at: Date) => at.getTime() / 1000),
  truncate: ([at, unit]) => truncate(at as never, unit as never),
  vector: (values) => values,
  at: ([list, position], _type) => at(list as never, position as never),
  sum: one((list: ArrayLike<number>, type) => total(present(list), type)),
  mean: one((list: ArrayLike<number>) => mean(present(list).map(Number))),
  norm: one((list: ArrayLike<number>) => Math.sqrt(present(list).reduce((sum, x) => sum + Number(x) * Number(x), 0))),
  dot: ([a, b]: readonly ArrayLike<number>[]) => dot(Array.from(a ?? []), Array.from(b ?? [])),
  slice: ([list, first, last]) => slice(Array.from(list as never), first as never, last as never),
  sha256: one((value: string | Uint8Array) => createHash('sha256').update(value).digest('hex')),
  hmac: ([value, key]) =>
    createHmac('sha256', key as never)
      .update(value as never)
      .digest('hex'),
  mask: ([text, keep]) => mask(Array.from(text as never), keep as never),
  redact: () => '[redacted]',
  int32: one((value: unknown, type) => whole(value, type)),
  int64: one((value: unknown, type) => whole(value, type)),
  float32: one((value: unknown) => finiteAs(value, Math.fround)),
  float64: one((value: unknown) => finiteAs(value, Number)),
  bool: one((value: unknown) => bool(value)),
  parseTimestamp: one((text: string) => moment(text)),
  parseJson: one((text: string) => json(text)),
};

function isFloat(type: Type): boolean {
  return type.kind === 'scalar' && type.name.startsWith('float');
}

function round(value: number | bigint, digits: number, type: Type): unknown {
  const scale = 10 ** Math.abs(digits);
  if (typeof value === 'bigint' || !isFloat(type)) {
    if (digits >= 0) return value;
    const [absolute, by] = [BigInt(value) < 0n ? -BigInt(value) : BigInt(value), BigInt(scale)];
    const rounded = absolute % by >= (by + 1n) / 2n ? absolute - (absolute % by) + by : absolute - (absolute % by);
    return within(BigInt(value) < 0n ? -rounded : rounded, type);
  }
  const scaled = digits < 0 ? value / scale : value * scale;
  const nearest = scaled < 0 ? -Math.round(-scaled) : Math.round(scaled);
  const result = digits < 0 ? nearest * scale : nearest / scale;
  return Number.isFinite(result) ? result : value;
}

function within(value: bigint, type: Type): unknown {
  const is64 = type.kind === 'scalar' && type.name === 'int64';
  if (BigInt.asIntN(is64 ? 64 : 32, value) !== value) fail('overflow');
  return is64 ? value : Number(value);
}

function substring(characters: string[], start: number, count: number): string {
  if (count < 0) fail('count');
  const from = start < 0 ? characters.length + start + 1 : start;
  return characters.filter((_, i) => i + 1 >= from && i + 1 < from + count).join('');
}

function truncate(at: Date, unit: string): Date {
  const text = at.toISOString();
  const year = text.indexOf('-', 1);
  const lengths: Record<string, number> = {
    year,
    month: year + 3,
    day: year + 6,
    hour: year + 9,
    minute: year + 12,
    second: year + 15,
  };
  if (unit === 'week') return new Date(truncate(at, 'day').getTime() - ((at.getUTCDay() + 6) % 7) * 86_400_000);
  const length = lengths[unit] as number;
  return new Date(text.slice(0, length) + `${text.slice(0, year)}-01-01T00:00:00.000Z`.slice(length));
}

function at(list: ArrayLike<unknown>, position: number): unknown {
  const elements = Array.from(list);
  const found = position === 0 ? undefined : elements.at(position < 0 ? position : position - 1);
  if (found === undefined && !Array.isArray(list)) fail('outside of the vector');
  return found ?? null;
}

function present(list: ArrayLike<number>): number[] {
  return Array.from(list).filter((element) => element !== null);
}

function total(numbers: readonly (number | bigint)[], type: Type): unknown {
  if (isFloat(type)) return numbers.reduce<number>((sum, x) => sum + Number(x), 0);
  return within(
    numbers.reduce<bigint>((sum, x) => sum + BigInt(x), 0n),
    type,
  );
}

function mean(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

function dot(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) fail('lengths');
  return a.reduce((sum, x, i) => sum + Number(x ?? 0) * Number(b[i] ?? 0), 0);
}

function slice(list: readonly unknown[], first: number, last: number): unknown[] {
  const from = first < 0 ? list.length + first + 1 : first;
  const to = last < 0 ? list.length + last + 1 : last;
  return list.filter((_, i) => i + 1 >= from && i + 1 <= to);
}

function mask(characters: string[], keep: number): string {
  if (keep < 0) fail('keep');
  return characters.map((character, i) => (i < characters.length - keep ? '*' : character)).join('');
}

function whole(value: unknown, type: Type): unknown {
  if (typeof value === 'string' && !/^\s*[+-]?[0-9]+\s*$/.test(value)) fail('no whole number');
  if (typeof value === 'number' && !Number.isFinite(value)) fail('not finite');
  const text = typeof value === 'string' ? value.trim().replace(/^\+/, '') : value;
  return within(BigInt(typeof text === 'number' ? Math.trunc(text) : (text as string)), type);
}

function finiteAs(value: unknown, rounded: (value: number) => number): number {
  if (typeof value === 'string' && !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) fail('no number');
  const number = rounded(Number(value));
  const wasFinite = typeof value === 'string' || Number.isFinite(Number(value));
  return wasFinite && !Number.isFinite(number) ? fail('too large') : number;
}

function bool(value: unknown): boolean {
  if (typeof value !== 'string') return Number(value) !== 0;
  const word = value.trim().toLowerCase();
  return word === 'true' || (word === 'false' ? false : fail('no bool'));
}

/** The texts of the tests have no fraction of a second, or three digits of it. */
function moment(text: string): Date {
  const match = /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d{3})?(Z|[+-]\d\d:\d\d)?)?\s*$/.exec(text);
  const [, day, time = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = match ?? fail('no moment');
  const at = new Date(`${day}T${time}${seconds}${fraction}${zone}`);
  const isDay = new Date(`${day}T00:00:00Z`).toString() !== 'Invalid Date';
  const isReal = isDay && new Date(`${day}T00:00:00Z`).toISOString().startsWith(`${day}T`);
  return !isReal || Number.isNaN(at.getTime()) || time > '23:59' ? fail('no moment') : at;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('no JSON');
  }
}
