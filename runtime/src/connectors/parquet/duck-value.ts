import type { RecordType, ScalarName, Type } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import { jsonPrinter } from '../../values/json-text.ts';
import { parseDay } from '../../values/time-text.ts';
import { type DuckDBValue, duckDb } from '../duckdb.ts';
import { sqlType } from './sql-type.ts';

const dayMs = 86_400_000;

/** A value that came out of DuckDB as JavaScript has it: what `fitOf` can fit. */
export function fromDuck(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const duck = duckDb();
  if (value instanceof duck.DuckDBListValue || value instanceof duck.DuckDBArrayValue) return value.items.map(fromDuck);
  if (value instanceof duck.DuckDBStructValue) return mapValues(value.entries);
  if (value instanceof duck.DuckDBMapValue)
    return Object.fromEntries(value.entries.map((entry) => [String(fromDuck(entry.key)), fromDuck(entry.value)]));
  if (value instanceof duck.DuckDBUnionValue) return fromDuck(value.value);
  if (value instanceof duck.DuckDBBlobValue) return new Uint8Array(value.bytes);
  if (value instanceof duck.DuckDBDecimalValue) return value.scale === 0 ? value.value : value.toDouble();
  if (value instanceof duck.DuckDBIntervalValue)
    return (value.months * 30 + value.days) * dayMs + Number(value.micros) / 1000;
  const instant = millisOf(value);
  const date = instant === undefined ? undefined : new Date(instant);
  // Infinity, and what is further away than JavaScript counts.
  return date === undefined || Number.isNaN(date.getTime()) ? String(value) : date;
}

function mapValues(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, fromDuck(value)]));
}

/** DuckDB has a class for each resolution of a timestamp. What is finer than a millisecond is cut off. */
function millisOf(value: object): number | undefined {
  const duck = duckDb();
  if (value instanceof duck.DuckDBTimestampSecondsValue) return Number(value.seconds) * 1000;
  if (value instanceof duck.DuckDBTimestampMillisecondsValue) return Number(value.millis);
  if (value instanceof duck.DuckDBTimestampNanosecondsValue) return floorDivide(value.nanos, 1_000_000n);
  if (value instanceof duck.DuckDBTimestampValue || value instanceof duck.DuckDBTimestampTZValue)
    return floorDivide(value.micros, 1000n);
  return undefined;
}

function floorDivide(value: bigint, by: bigint): number {
  return Number((value - (((value % by) + by) % by)) / by);
}

export type ToDuck = (value: unknown) => DuckDBValue;

/** The function that makes DuckDB's values of the language's; `valueAt` gives what it takes. */
export function toDuck(type: Type, durationToDuck = parquetInterval): ToDuck {
  return orNull(presentToDuck(type, durationToDuck));
}

function orNull(convert: ToDuck): ToDuck {
  return (value) => (value === null || value === undefined ? null : convert(value));
}

type DurationToDuck = (ms: number) => DuckDBValue;

function presentToDuck(type: Type, durationToDuck: DurationToDuck): ToDuck {
  if (type.kind === 'scalar') return scalarToDuck(type.name, durationToDuck);
  if (type.kind === 'record') return recordToDuck(type, durationToDuck);
  if (type.kind === 'unknown') return jsonPrinter(type);
  const element =
    type.kind === 'list' ? toDuck(type.element, durationToDuck) : elementToDuck(type.element, durationToDuck);
  const duck = duckDb();
  const isList = sqlType(type).endsWith('[]');
  return (value) => {
    const items = Array.from(value as ArrayLike<unknown>, element);
    return isList ? new duck.DuckDBListValue(items) : new duck.DuckDBArrayValue(items);
  };
}

/** Elements of a flat vector are numbers where a value of their type would be a boolean or a Date. */
function elementToDuck(name: ScalarName, durationToDuck: DurationToDuck): ToDuck {
  const convert = scalarToDuck(name, durationToDuck);
  return name === 'bool' ? (value) => value === 1 || value === true : convert;
}

function recordToDuck(type: RecordType, durationToDuck: DurationToDuck): ToDuck {
  const { DuckDBStructValue } = duckDb();
  const fields = type.fields.map(({ name, type: inner }) => ({ name, convert: toDuck(inner, durationToDuck) }));
  return (value) => {
    const record = value as Record<string, unknown>;
    return new DuckDBStructValue(Object.fromEntries(fields.map(({ name, convert }) => [name, convert(record[name])])));
  };
}

function scalarToDuck(name: ScalarName, durationToDuck: DurationToDuck): ToDuck {
  const { DuckDBTimestampMillisecondsValue, DuckDBDateValue, DuckDBBlobValue } = duckDb();
  if (name === 'timestamp') return (value) => new DuckDBTimestampMillisecondsValue(BigInt(Math.trunc(Number(value))));
  if (name === 'date') return (value) => new DuckDBDateValue(parseDay(Buffer.from(value as string), 0, 10) ?? 0);
  if (name === 'duration') return (value) => durationToDuck(value as number);
  if (name === 'bytes') return (value) => new DuckDBBlobValue(value as Uint8Array);
  if (name === 'json') return jsonPrinter({ kind: 'unknown' });
  return (value) => value as DuckDBValue;
}

/** What DuckDB itself can hold: less than nothing too, and in microseconds. */
export function anyInterval(ms: number): DuckDBValue {
  return new (duckDb().DuckDBIntervalValue)(0, 0, BigInt(Math.round(ms * 1000)));
}

/** In days and whole milliseconds, which is what Parquet keeps. */
function parquetInterval(ms: number): DuckDBValue {
  const days = Math.floor(ms / dayMs);
  if (ms >= 0) return new (duckDb().DuckDBIntervalValue)(0, days, BigInt(Math.round(ms - days * dayMs)) * 1000n);
  throw new RunError(
    'value-not-writable',
    `Cannot write a duration of ${ms} ms: Parquet has no negative intervals; write a number of milliseconds instead`,
  );
}
