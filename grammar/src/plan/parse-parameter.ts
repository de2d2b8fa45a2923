import { durationMs } from '../analysis/duration.ts';
import { numberValue } from '../analysis/literal-value.ts';
import { integerRange, isIntegerName } from '../types/numeric-types.ts';
import type { Scalar, ScalarName, ScalarType } from '../types/type.ts';

export type ParsedParameter = { ok: true; value: Scalar } | { ok: false; wanted: string };

/** The value of a parameter from the text a person gives on a command line, as its type wants it. */
export function parseParameter(text: string, type: ScalarType): ParsedParameter {
  if (type.nullable && text === 'null') return { ok: true, value: null };
  const value = parsers[type.name]?.(text, type.name);
  return value === undefined ? { ok: false, wanted: wanted[type.name] ?? type.name } : { ok: true, value };
}

type Parse = (text: string, name: ScalarName) => Scalar | undefined;

const parseInteger: Parse = (text, name) => {
  if (!/^[+-]?\d+$/.test(text) || !isIntegerName(name)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  const { min, max } = integerRange(name);
  return min <= value && value <= max ? numberValue(value.toString()) : undefined;
};

const parseNumber: Parse = (text) => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
};

const parseBool: Parse = (text) => (text === 'true' ? true : text === 'false' ? false : undefined);

const parseDuration: Parse = (text) => {
  const value = durationMs(text);
  return Number.isNaN(value) ? undefined : value;
};

const parseTimestamp: Parse = (text) => {
  const value = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(value) ? undefined : new Date(value).toISOString();
};

const parseDate: Parse = (text) => {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDate && new Date(text).toISOString().startsWith(text) ? text : undefined;
};

const parsers: Partial<Record<ScalarName, Parse>> = {
  bool: parseBool,
  int8: parseInteger,
  int16: parseInteger,
  int32: parseInteger,
  int64: parseInteger,
  uint8: parseInteger,
  uint16: parseInteger,
  uint32: parseInteger,
  uint64: parseInteger,
  float32: parseNumber,
  float64: parseNumber,
  string: (text) => text,
  timestamp: parseTimestamp,
  date: parseDate,
  duration: parseDuration,
};

const wanted: Partial<Record<ScalarName, string>> = {
  bool: 'true or false',
  timestamp: 'a timestamp such as 2026-01-31T10:00:00Z',
  date: 'a date such as 2026-01-31',
  duration: 'a duration such as 5s',
  float32: 'a number',
  float64: 'a number',
};
