/**
 * Values between the language and SQLite, which has integers of 64 bits, floats, texts and bytes. A bool is 0 or 1; a timestamp, a
 * date and an uint64 are text, lists, vectors, records and json are JSON text; NaN is the text `NaN`, as SQLite takes it for null,
 * and there is no negative zero.
 */
import type { ScalarName, Type } from '@millrace/grammar';
import { jsonPrinter, parseJson } from '../../values/json-text.ts';
import { printTimestamp } from '../../values/time-text.ts';

export type SqliteValue = bigint | number | string | Uint8Array | null;

/** What a column of SQLite, made for the type, is called. */
export function sqliteType(type: Type): 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB' {
  if (type.kind !== 'scalar') return 'TEXT';
  if (isInteger(type.name) || type.name === 'bool') return 'INTEGER';
  if (isFloat(type.name)) return 'REAL';
  return type.name === 'bytes' ? 'BLOB' : 'TEXT';
}

function isInteger(name: ScalarName): boolean {
  return /^u?int/.test(name) && name !== 'uint64';
}

function isFloat(name: ScalarName): boolean {
  return name.startsWith('float') || name === 'duration';
}

/** The function that makes SQLite's values of a column's, as `valueAt` gives them. */
export function toSqlite(type: Type): (value: unknown) => SqliteValue {
  const convert = presentToSqlite(type);
  return (value) => (value === null || value === undefined ? null : convert(value));
}

function presentToSqlite(type: Type): (value: unknown) => SqliteValue {
  if (type.kind !== 'scalar' || type.name === 'json') return jsonPrinter(type);
  const { name } = type;
  if (name === 'bool') return (value) => (value === true || value === 1 ? 1n : 0n);
  if (isInteger(name)) return (value) => (typeof value === 'bigint' ? value : BigInt(value as number));
  if (isFloat(name)) return (value) => (Number.isNaN(value) ? 'NaN' : (value as number));
  if (name === 'timestamp') return (value) => printTimestamp(Number(value));
  return name === 'uint64' ? String : (value) => value as string | Uint8Array;
}

/** The function that makes what `fitOf` fits of SQLite's values; what has another form than ours stays as it is. */
export function fromSqlite(type: Type): (value: unknown) => unknown {
  if (type.kind !== 'scalar' || type.name === 'json') return jsonOf;
  const { name } = type;
  if (name === 'bool') return (value) => (value === 1n ? true : value === 0n ? false : value);
  if (name === 'duration') return (value) => (typeof value === 'bigint' ? Number(value) : value);
  if (name === 'bytes') return (value) => (Buffer.isBuffer(value) ? new Uint8Array(value) : value);
  if (name === 'uint64')
    return (value) => (typeof value === 'string' && /^\d{1,20}$/.test(value) ? BigInt(value) : value);
  return (value) => value;
}

/** A column that is not of texts has made numbers of numerals. */
function jsonOf(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return typeof value === 'string' ? parsed(value) : value;
}

/** Text that is no JSON stays as it is. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
