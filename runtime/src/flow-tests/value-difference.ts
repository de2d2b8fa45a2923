/** Where a value is otherwise than expected. Whole numbers compare by what they are worth, floats within a tolerance, NaN is NaN. */
import type { RecordType, Type } from '@millrace/grammar';
import { jsonValueOf } from '../batch/record-json.ts';

export interface Difference {
  /** `merchant.id`, `tags[2]`; empty for the value itself. */
  path: string;
  expected: unknown;
  actual: unknown;
}

export interface Strictness {
  /** Fields that are not written count too, as null. */
  isExact: boolean;
}

/** Relative. What a model computes differs between machines by a few units in the last place of a float32. */
const tolerance = { float32: 1e-5, float64: 1e-9 };

/** `expected` has the JavaScript form of the type, but that fields of records may be missing. */
export function differencesOf(
  expected: unknown,
  actual: unknown,
  type: Type,
  strictness: Strictness,
  path = '',
): Difference[] {
  if (isNothing(expected) || isNothing(actual))
    return isNothing(expected) && isNothing(actual) ? [] : [{ path, expected, actual }];
  switch (type.kind) {
    case 'record':
      return ofRecords(expected, actual, type, strictness, path);
    case 'list':
      return ofSequences(expected, actual, type.element, strictness, path);
    case 'vector':
      return ofSequences(expected, actual, { kind: 'scalar', name: type.element, nullable: false }, strictness, path);
    case 'unknown':
      return ofJson(jsonValueOf(expected), jsonValueOf(actual), strictness, path);
    case 'scalar':
      if (type.name === 'json') return ofJson(jsonValueOf(expected), jsonValueOf(actual), strictness, path);
      return isSame(expected, actual, type.name) ? [] : [{ path, expected, actual }];
  }
}

function ofRecords(expected: unknown, actual: unknown, { fields }: RecordType, strictness: Strictness, path: string) {
  const [wanted, found] = [expected as Record<string, unknown>, actual as Record<string, unknown>];
  const compared = fields.filter(({ name }) => strictness.isExact || Object.hasOwn(wanted, name));
  return compared.flatMap(({ name, type }) =>
    differencesOf(wanted[name], found[name], type, strictness, inside(path, name)),
  );
}

function ofSequences(expected: unknown, actual: unknown, element: Type, strictness: Strictness, path: string) {
  const [wanted, found] = [Array.from(expected as ArrayLike<unknown>), Array.from(actual as ArrayLike<unknown>)];
  if (wanted.length !== found.length) return [{ path, expected, actual }];
  return wanted.flatMap((one, at) => differencesOf(one, found[at], element, strictness, `${path}[${at}]`));
}

/** Of an object that is not exact only the fields that are written count, however deep they lie. */
function ofJson(expected: unknown, actual: unknown, strictness: Strictness, path: string): Difference[] {
  const otherwise = [{ path, expected, actual }];
  if (typeof expected === 'number' && typeof actual === 'number')
    return isNear(expected, actual, tolerance.float64) ? [] : otherwise;
  if (typeof expected !== 'object' || typeof actual !== 'object' || expected === null || actual === null)
    return expected === actual ? [] : otherwise;
  if (Array.isArray(expected) !== Array.isArray(actual)) return otherwise;
  const [wanted, found] = [expected as Record<string, unknown>, actual as Record<string, unknown>];
  const isWhole = strictness.isExact || Array.isArray(expected);
  if (isWhole && Object.keys(wanted).length !== Object.keys(found).length) return otherwise;
  return Object.keys(wanted).flatMap((key) =>
    ofJson(
      wanted[key] ?? null,
      found[key] ?? null,
      strictness,
      Array.isArray(expected) ? `${path}[${key}]` : inside(path, key),
    ),
  );
}

function isSame(expected: unknown, actual: unknown, name: string): boolean {
  if (name === 'float32' || name === 'float64') return isNear(Number(expected), Number(actual), tolerance[name]);
  if (expected instanceof Date || actual instanceof Date) return Number(expected) === Number(actual);
  if (expected instanceof Uint8Array && actual instanceof Uint8Array) return Buffer.compare(expected, actual) === 0;
  if (typeof expected === 'bigint' || typeof actual === 'bigint') return String(expected) === String(actual);
  // A column of bools may hold 0 and 1.
  return name === 'bool' ? Boolean(expected) === Boolean(actual) : expected === actual;
}

function isNear(expected: number, actual: number, relative: number): boolean {
  if (Object.is(expected, actual) || expected === actual) return true;
  if (!Number.isFinite(expected) || !Number.isFinite(actual)) return false;
  return Math.abs(expected - actual) <= relative * Math.max(Math.abs(expected), Math.abs(actual));
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function inside(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
