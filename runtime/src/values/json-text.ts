/**
 * JSON with exact integers: a numeral that a float64 cannot hold becomes a bigint and is written as the numeral it was. What
 * JSON has no form for is written as `fitValue` reads it: timestamps in ISO 8601, bytes in base64, NaN and the infinities
 * by name.
 */
import type { Type } from '@millrace/grammar';
import { printTimestamp } from './time-text.ts';

const longNumeral = /\d{16}/;

/** Throws a SyntaxError on text that is no JSON. The slow exact way is taken only where a long numeral stands in the text. */
export function parseJson(text: string): unknown {
  return longNumeral.test(text)
    ? JSON.parse(text, exactInteger as (key: string, value: unknown) => unknown)
    : JSON.parse(text);
}

function exactInteger(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/** JSON text of one value of a column, "null" for null. */
export type PrintJson = (value: unknown) => string;

/** The function that prints values of a type as `valueAt` gives them. */
export function jsonPrinter(type: Type): PrintJson {
  switch (type.kind) {
    case 'scalar':
      return orNull(scalarPrinter(type.name));
    case 'list':
      return orNull(sequencePrinter(jsonPrinter(type.element)));
    case 'vector':
      return orNull(sequencePrinter(scalarPrinter(type.element)));
    case 'record':
      return orNull(recordPrinter(type.fields.map(({ name, type: inner }) => ({ name, print: jsonPrinter(inner) }))));
    case 'unknown':
      return printAny;
  }
}

function orNull(print: PrintJson): PrintJson {
  return (value) => (value === null || value === undefined ? 'null' : print(value));
}

function scalarPrinter(name: string): PrintJson {
  if (name === 'float32') return printFloat32;
  if (name.startsWith('float') || name === 'duration') return printFloat;
  if (name.startsWith('int') || name.startsWith('uint')) return String;
  if (name === 'bool') return (value) => (value === true || value === 1 ? 'true' : 'false');
  if (name === 'timestamp')
    return (value) => `"${printTimestamp(typeof value === 'number' ? value : +(value as Date))}"`;
  if (name === 'bytes') return (value) => `"${Buffer.from(value as Uint8Array).toString('base64')}"`;
  return name === 'json' ? printAny : JSON.stringify;
}

function printFloat(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? `${value}` : `"${value}"`;
}

function printFloat32(value: unknown): string {
  return Number.isFinite(value) && value !== 0 ? shortestFloat32(value as number) : printFloat(value);
}

/** The shortest decimal that gives the same float32 again: 0.1, where float64 would say 0.10000000149011612. */
export function shortestFloat32(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 24) return `${value}`;
  for (let precision = 6; precision < 9; precision++) {
    const rounded = Number(value.toPrecision(precision));
    if (Math.fround(rounded) === value) return `${rounded}`;
  }
  return `${Number(value.toPrecision(9))}`;
}

function sequencePrinter(print: PrintJson): PrintJson {
  return (value) => `[${Array.from(value as ArrayLike<unknown>, print).join(',')}]`;
}

function recordPrinter(fields: { name: string; print: PrintJson }[]): PrintJson {
  const keys = fields.map(({ name }) => `${JSON.stringify(name)}:`);
  return (value) => {
    const record = value as Record<string, unknown>;
    return `{${fields.map(({ name, print }, i) => keys[i] + print(record[name])).join(',')}}`;
  };
}

/** Any JSON value; bigints as numerals. */
function printAny(value: unknown): string {
  if (typeof value === 'bigint') return `${value}`;
  if (Array.isArray(value)) return `[${value.map((element) => printAny(element ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${printAny(inner)}`).join(',')}}`;
}
