/**
 * The records of a node against those that a test expects. They come in the order in which they are written; without `exactly`
 * others may come between them, and only the fields that are written count. An empty list expects none. [P11]
 */
import type { ExpectedRecords, RecordType, Type, WrittenRecord } from '@millrace/grammar';
import { jsonValueOf, recordJsonOf } from '../batch/record-json.ts';
import { fitOf } from '../values/fit-value.ts';
import { Misfit } from '../values/misfit.ts';
import { align } from './align.ts';
import type { TestFailure } from './outcome.ts';
import { type Difference, differencesOf } from './value-difference.ts';

type Row = Readonly<Record<string, unknown>>;

/** Beyond these nobody reads. */
const failuresMax = 20;

export function compareRecords(clause: ExpectedRecords, schema: RecordType, rows: readonly Row[]): TestFailure[] {
  const { records, isExact, name, nameRange } = clause;
  if (records.length === 0) return noneExpected(clause, rows);
  const wanted = records.map(({ value }) => (isExact ? fitOf(schema)(value) : partOf(value, schema)));
  const misfit = wanted.findIndex((value) => value instanceof Misfit);
  if (misfit !== -1) return [unfit(name, records[misfit] as WrittenRecord, wanted[misfit] as Misfit)];
  const differences = (e: number, a: number) => differencesOf(wanted[e], rows[a], schema, { isExact });
  const pairs = align(records.length, rows.length, (e, a) => differences(e, a).length === 0);
  const failures = pairs.flatMap(({ expected, actual, isSame }): TestFailure[] => {
    if (isSame || (expected === undefined && !isExact)) return [];
    if (expected === undefined) return [tooMany(name, nameRange, rows[actual ?? 0] as Row)];
    const record = records[expected] as WrittenRecord;
    const found = actual === undefined ? [] : differences(expected, actual);
    const isAnother = rows.length > records.length && !isExact && isOtherwiseThroughout(record, found);
    if (actual === undefined || isAnother) return [missing(name, expected, record)];
    return found.map((one) => otherwise(name, expected, record, one));
  });
  return failures.slice(0, failuresMax);
}

/** Nothing of it is as expected: where more records came than are expected, another one is meant. */
function isOtherwiseThroughout({ value }: WrittenRecord, differences: readonly Difference[]): boolean {
  const fields = new Set(differences.map(({ path }) => path.split(/[.[]/)[0]));
  return fields.size === Object.keys(value).length;
}

function noneExpected({ name, nameRange }: ExpectedRecords, rows: readonly Row[]): TestFailure[] {
  const [first] = rows;
  if (first === undefined) return [];
  const message = `${name}: no records are expected, and ${rows.length} came`;
  return [{ message, range: nameRange, expected: [], actual: rows.slice(0, 3).map(recordJsonOf) }];
}

function unfit(name: string, { range }: WrittenRecord, { message }: Misfit): TestFailure {
  return { message: `${name}: the expected record is none that could come: ${message}`, range };
}

function tooMany(name: string, range: TestFailure['range'], row: Row): TestFailure {
  return { message: `${name}: a record came that is not expected`, range, actual: recordJsonOf(row) };
}

function missing(name: string, at: number, { range, value }: WrittenRecord): TestFailure {
  return { message: `${name}: record ${at + 1} did not come`, range, expected: recordJsonOf(value) };
}

function otherwise(name: string, at: number, { range, places }: WrittenRecord, one: Difference): TestFailure {
  return {
    message: `${name}: record ${at + 1} has another ${one.path}`,
    range: placeOf(one.path, places) ?? range,
    expected: jsonValueOf(one.expected),
    actual: jsonValueOf(one.actual),
  };
}

/** Of a field that is not written what it lies in. */
function placeOf(path: string, places: WrittenRecord['places']): TestFailure['range'] | undefined {
  for (let part = path; part !== ''; part = part.replace(/(?:^|\.)[^.[\]]*$|\[\d+\]$/, '')) {
    if (places[part] !== undefined) return places[part];
  }
  return undefined;
}

/** Every value as its type has it, and only the fields that are written; or the first Misfit. */
function partOf(value: unknown, type: Type): unknown {
  if (value === null || value === undefined) return null;
  if (type.kind === 'record' && typeof value === 'object') {
    const given = Object.entries(value);
    const parts = given.map(([name, part]) => [name, partOf(part, fieldType(type, name))] as const);
    return parts.find(([, part]) => part instanceof Misfit)?.[1] ?? Object.fromEntries(parts);
  }
  if (type.kind === 'list' && Array.isArray(value)) {
    const parts = value.map((part) => partOf(part, type.element));
    return parts.find((part) => part instanceof Misfit) ?? parts;
  }
  return fitOf(type)(value);
}

function fieldType({ fields }: RecordType, name: string): Type {
  return fields.find((field) => field.name === name)?.type ?? { kind: 'unknown' };
}
