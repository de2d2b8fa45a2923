/**
 * Placeholders for what is personal in records. The same value gets the same one in all columns, so that what is joined and
 * grouped stays so, and nothing of a value can be found in it. Numbers count the values in the order in which they come.
 */
import type { Field, FieldRules, RecordType, Type } from '@millrace/grammar';
import { isSensitive } from '../values/field-rules.ts';
import { pathOf } from './personal-columns.ts';

type Row = Record<string, unknown>;

export class RecordMask {
  readonly #allowed: ReadonlySet<string>;
  /** By the family of its type and the value. */
  readonly #numbers = new Map<string, Map<string, number>>();

  /** `allowed`: columns that stay, by their path. */
  constructor(allowed: Iterable<string>) {
    this.#allowed = new Set(allowed);
  }

  rows(rows: readonly Row[], schema: RecordType): Row[] {
    return rows.map((row) => this.#record(row, schema, ''));
  }

  #record(row: Row, { fields }: RecordType, around: string): Row {
    return Object.fromEntries(fields.map((field) => [field.name, this.#field(row[field.name], field, around)]));
  }

  #field(value: unknown, field: Field, around: string): unknown {
    const path = pathOf(field, around);
    const { type } = field;
    if (value === null || value === undefined || this.#allowed.has(path)) return value;
    if (isSensitive(field.rules)) return this.#placeholder(value, type, field.rules);
    if (type.kind === 'record') return this.#record(value as Row, type, path);
    if (type.kind !== 'list' || type.element.kind !== 'record') return value;
    const { element } = type;
    return (value as Row[]).map((one) => one && this.#record(one, element, path));
  }

  #placeholder(value: unknown, type: Type, rules: FieldRules = {}): unknown {
    if (value === null || value === undefined) return value;
    if (type.kind === 'record')
      return Object.fromEntries(
        type.fields.map(({ name, type, rules }) => [name, this.#placeholder((value as Row)[name], type, rules)]),
      );
    if (type.kind === 'list' || type.kind === 'vector') {
      const element: Type =
        type.kind === 'list' ? type.element : { kind: 'scalar', name: type.element, nullable: false };
      return Array.from(value as ArrayLike<unknown>, (one) => this.#placeholder(one, element, rules));
    }
    const name = type.kind === 'scalar' ? type.name : 'json';
    return scalarPlaceholder(this.#numberOf(value, familyOf(name)), name, rules);
  }

  #numberOf(value: unknown, family: string): number {
    const known = this.#numbers.get(family) ?? new Map<string, number>();
    const key = typeof value === 'object' ? JSON.stringify(value) : String(value);
    const number = known.get(key) ?? known.size + 1;
    this.#numbers.set(family, known.set(key, number));
    return number;
  }
}

/** Columns of one family may be compared. */
function familyOf(name: string): string {
  return /int|float/.test(name) ? 'number' : name === 'json' ? 'string' : name;
}

const dayMs = 24 * 60 * 60 * 1000;
const begin = Date.UTC(2000, 0, 1);

/** Of two values of a bool each says all, so there is one placeholder. */
function scalarPlaceholder(number: number, name: string, { oneOf, range }: FieldRules): unknown {
  const chosen = oneOf?.[(number - 1) % oneOf.length];
  if (chosen !== undefined) return /^u?int64$/.test(name) ? BigInt(chosen) : chosen;
  if (name === 'bool') return false;
  if (name === 'timestamp') return new Date(begin + number * 1000);
  if (name === 'date') return new Date(begin + (number - 1) * dayMs).toISOString().slice(0, 10);
  if (name === 'bytes') return Uint8Array.of(number % 256);
  if (name === 'string' || name === 'json') return `masked-${number}`;
  const within = numberWithin(number, name, range);
  return /^u?int64$/.test(name) ? BigInt(Math.trunc(within)) : within;
}

/** Beyond these there are no more placeholders; the others count as far as a test has records. */
const most: Readonly<Record<string, number>> = { int8: 127, uint8: 255 };

/** Counts from the least that is allowed; where there are not so many, several values share the last. */
function numberWithin(number: number, name: string, { min, max }: { min?: number; max?: number } = {}): number {
  const least = Math.ceil(min ?? Math.min(1, max ?? 1));
  return Math.min(least + number - 1, max ?? most[name] ?? Number.POSITIVE_INFINITY);
}
