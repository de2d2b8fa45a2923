import type { Type } from '@millrace/grammar';
import { parseJson } from '../../values/json-text.ts';
import { parseArrayText } from './array-text.ts';

/** A type of a column, with that of its elements where it is an array. */
export interface ColumnType {
  typname: string;
  typcategory: string;
  /** Of the elements, where it is an array. */
  element?: string;
}

type Read = (text: string) => unknown;

/** The function that makes what `fitOf` fits of the texts of a column; what has another form than ours stays as it is. */
export function fromPostgres(type: Type, { typname, typcategory, element }: ColumnType): Read {
  if (typcategory === 'A' && element !== undefined) {
    const read = reading(element);
    return (text) => parseArrayText(text, read);
  }
  const read = reading(typname);
  return type.kind === 'scalar' || type.kind === 'unknown' ? read : (text) => nested(read(text));
}

/** Texts of other types may hold lists and records as JSON: `[1,2,3]` of a pgvector. */
function nested(value: unknown): unknown {
  return typeof value === 'string' ? json(value) : value;
}

function reading(typname: string): Read {
  return readings[typname] ?? ((text) => text);
}

const readings: Record<string, Read | undefined> = {
  bool: (text) => text === 't',
  int2: Number,
  int4: Number,
  int8: BigInt,
  oid: Number,
  float4: Number,
  float8: Number,
  numeric: (text) => (/^-?\d+$/.test(text) ? BigInt(text) : Number(text)),
  bytea: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  interval: (text) => milliseconds(text) ?? text,
  json,
  jsonb: json,
};

/** Text that is no JSON stays as it is. */
function json(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

const isoInterval =
  /^P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+)(?:\.(\d+))?S|(-?)\.(\d+)S)?)?$/;

/** A month has 30 days, as in Parquet's intervals. undefined where the text is none in ISO 8601. */
function milliseconds(text: string): number | undefined {
  const found = isoInterval.exec(text);
  if (found === null) return undefined;
  const [, years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = '0', fraction = ''] = found;
  const isNegative = String(seconds).startsWith('-');
  const dayCount = Number(years) * 360 + Number(months) * 30 + Number(weeks) * 7 + Number(days);
  const micros = Number(fraction.padEnd(6, '0').slice(0, 6)) * (isNegative ? -1 : 1);
  return (
    dayCount * 86_400_000 +
    Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(seconds) * 1000 +
    micros / 1000
  );
}
