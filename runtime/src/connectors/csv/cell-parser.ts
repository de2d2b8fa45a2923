/**
 * One cell of a CSV file as a value of a type, in the form a column stores. Strict: `1.5` is no int32, `yes` no bool, `0x1F` no
 * number. Spaces around a value are not part of it, except in text. Lists, vectors, records and json are JSON.
 */
import type { ScalarName, Type } from '@millrace/grammar';
import { misfit, outside } from '../../values/fit-scalar.ts';
import { fitOf } from '../../values/fit-value.ts';
import { parseJson } from '../../values/json-text.ts';
import { Misfit, show } from '../../values/misfit.ts';
import { parseTimestamp } from '../../values/time-text.ts';
import { parseFloatText, parseIntegerText } from './number-text.ts';

/** Reads the cell whose bytes are start to end; gives null for the JSON null, a Misfit where it can't. */
export type CellParser = (bytes: Buffer, start: number, end: number) => unknown;

/** The text of bytes, or undefined where they are not UTF-8. */
export type ReadText = (bytes: Buffer, start: number, end: number) => string | undefined;

export function cellParser(type: Type, readText: ReadText): CellParser {
  if (type.kind === 'scalar') {
    const parser = scalarParser(type.name, readText);
    if (parser !== undefined) return parser;
  }
  const fit = fitOf(type, 'source');
  const isJson = type.kind !== 'scalar' || type.name === 'json';
  return (bytes, start, end) => {
    const text = readText(bytes, start, end);
    if (text === undefined) return notUtf8;
    const value = isJson ? tryParseJson(text) : text;
    return value instanceof Misfit ? value : fit(value);
  };
}

const notUtf8 = new Misfit('the text', 'is not UTF-8');

const intervals: Partial<Record<ScalarName, [number, number]>> = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  uint8: [0, 255],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
};

function scalarParser(name: ScalarName, readText: ReadText): CellParser | undefined {
  const interval = intervals[name];
  if (interval !== undefined) return integerParser(name, ...interval);
  if (name === 'int64') return bigParser(name, -(2n ** 63n), 2n ** 63n - 1n);
  if (name === 'uint64') return bigParser(name, 0n, 2n ** 64n - 1n);
  if (name === 'float64' || name === 'duration') return trimmed(name, parseFloatText);
  if (name === 'float32') return trimmed(name, parseFloat32);
  if (name === 'bool') return trimmed(name, parseBool);
  if (name === 'timestamp') return trimmed('timestamp such as 2026-01-31T10:00:00Z', parseTimestamp);
  if (name === 'string') return (bytes, start, end) => readText(bytes, start, end) ?? notUtf8;
  return undefined;
}

function parseFloat32(bytes: Buffer, start: number, end: number): unknown {
  const value = parseFloatText(bytes, start, end);
  if (value === undefined || !Number.isFinite(value) || Number.isFinite(Math.fround(value))) return value;
  return new Misfit(shown(bytes, start, end), 'is too large for a float32');
}

function integerParser(name: ScalarName, min: number, max: number): CellParser {
  return trimmed(name, (bytes, start, end) => {
    const value = parseIntegerText(bytes, start, end);
    if (value === undefined || (value >= min && value <= max)) return typeof value === 'bigint' ? Number(value) : value;
    return outside(value, name, min, max);
  });
}

function bigParser(name: ScalarName, min: bigint, max: bigint): CellParser {
  return trimmed(name, (bytes, start, end) => {
    const value = parseIntegerText(bytes, start, end);
    if (typeof value === 'number') return value < 0 && min === 0n ? outside(value, name, min, max) : BigInt(value);
    return value === undefined || (value >= min && value <= max) ? value : outside(value, name, min, max);
  });
}

/** Cuts spaces off; undefined from `parse` is a misfit. */
function trimmed(wanted: string, parse: CellParser): CellParser {
  return (bytes, from, to) => {
    let start = from;
    let end = to;
    while (start < end && isSpace(bytes[start] as number)) start++;
    while (end > start && isSpace(bytes[end - 1] as number)) end--;
    const value = parse(bytes, start, end);
    return value === undefined ? misfit(bytes.toString('utf8', from, to), wanted) : value;
  };
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** `true` and `false` in any case, `1` and `0`. */
function parseBool(bytes: Buffer, start: number, end: number): number | undefined {
  if (end - start === 1) return bytes[start] === 49 ? 1 : bytes[start] === 48 ? 0 : undefined;
  if (end - start > 5) return undefined;
  const word = bytes.toString('latin1', start, end).toLowerCase();
  return word === 'true' ? 1 : word === 'false' ? 0 : undefined;
}

function tryParseJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return new Misfit(show(text), 'is not JSON');
  }
}

function shown(bytes: Buffer, start: number, end: number): string {
  return show(bytes.toString('utf8', start, end));
}
