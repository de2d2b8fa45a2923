/**
 * Records as a test writes them. What is written is read back as the same value; what the language has no way to write (bytes, NaN,
 * a duration below zero) is refused with its place.
 */
import { type Field, type RecordType, type Type, writtenName } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import { shortestFloat32 } from '../values/json-text.ts';
import { printTimestamp } from '../values/time-text.ts';

type Row = Readonly<Record<string, unknown>>;

/** Throws a RunError for a record that cannot be written. Fields that are null are left out where that means null. */
export function recordText(record: Row, { fields }: RecordType, path = ''): string {
  const parts = fields.flatMap((field) => fieldText(record[field.name], field, path));
  return parts.length === 0 ? '{ }' : `{ ${parts.join(', ')} }`;
}

function fieldText(value: unknown, { name, type, rules }: Field, path: string): string[] {
  const isNothing = value === null || value === undefined;
  if (isNothing && rules?.default === undefined) return [];
  return [`${keyText(name)}: ${literalText(value, type, path === '' ? name : `${path}.${name}`)}`];
}

function keyText(name: string): string {
  if (/[`\r\n]/.test(name) || name === '') throw unwritable(name, 'the name has no form in a flow');
  return writtenName(name);
}

/** One value. `path` names it in messages. */
export function literalText(value: unknown, type: Type, path: string): string {
  if (value === null || value === undefined) return 'null';
  switch (type.kind) {
    case 'record':
      return recordText(value as Row, type, path);
    case 'list':
      return listText(value, (one, at) => literalText(one, type.element, `${path}[${at}]`));
    case 'vector':
      return listText(value, (one, at) => scalarText(one, type.element, `${path}[${at}]`));
    case 'scalar':
      return scalarText(value, type.name, path);
    case 'unknown':
      return jsonText(value, path);
  }
}

function listText(value: unknown, print: (one: unknown, at: number) => string): string {
  return `[${Array.from(value as ArrayLike<unknown>, print).join(', ')}]`;
}

function scalarText(value: unknown, name: string, path: string): string {
  if (name === 'bool') return value ? 'true' : 'false';
  if (name === 'float32') return numberText(Number(value), path, shortestFloat32);
  if (name === 'float64') return numberText(Number(value), path);
  if (name === 'duration') return durationText(Number(value), path);
  if (/^u?int/.test(name)) return String(value);
  if (name === 'string') return stringText(String(value), path);
  if (name === 'timestamp') return timeText(printTimestamp(Number(value)), /^\d{4}-\d\d-\d\dT/, path);
  if (name === 'date') return timeText(String(value), /^\d{4}-\d\d-\d\d$/, path);
  if (name === 'json') return jsonText(value, path);
  throw unwritable(path, `${name} has no literal`);
}

function numberText(value: number, path: string, print: (value: number) => string = String): string {
  if (!Number.isFinite(value)) throw unwritable(path, `${value} has no literal`);
  const text = Number.isInteger(value) ? wholeText(value) : print(value);
  return text.replace('e+', 'e');
}

/** Digits alone are a whole number, which has to fit exactly, and into 64 bits. */
function wholeText(value: number): string {
  return Math.abs(value) < 2 ** 53 ? String(value) : value.toExponential();
}

function durationText(value: number, path: string): string {
  const text = `${value}ms`;
  if (!/^\d+(\.\d+)?ms$/.test(text)) throw unwritable(path, `a duration of ${value} ms has no literal`);
  return text;
}

function timeText(text: string, form: RegExp, path: string): string {
  if (!form.test(text)) throw unwritable(path, `${text} has no literal: a year has four digits`);
  return text;
}

const escapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
  '"': '\\"',
  '\\': '\\\\',
};

function stringText(value: string, path: string): string {
  if (!value.isWellFormed()) throw unwritable(path, 'the text has half of a character');
  const escaped = value.replace(/["\\]|\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (one) => {
    return escapes[one] ?? `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return `"${escaped}"`;
}

function jsonText(value: unknown, path: string): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return numberText(value, path);
  if (typeof value === 'string') return stringText(value, path);
  if (Array.isArray(value)) return listText(value, (one, at) => jsonText(one, `${path}[${at}]`));
  const entries = Object.entries(value as Row);
  const parts = entries.map(([key, one]) => `${keyText(key)}: ${jsonText(one, `${path}.${key}`)}`);
  return parts.length === 0 ? '{ }' : `{ ${parts.join(', ')} }`;
}

function unwritable(path: string, why: string): RunError {
  return new RunError('freeze-unwritable', `The value of "${path}" cannot be written in a test: ${why}`);
}
