/**
 * The type that values of a column have in common, guessed carefully: where one of them is something else it is text, and what only
 * looks like a number (a postal code, a card) stays text. Empty is null.
 */
import { type ScalarName, scalarType, type Type } from '@millrace/grammar';

/** Of cells, which are all text. */
export function typeOfCells(cells: readonly string[]): Type {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const isNullable = filled.length < cells.length;
  return scalarType(filled.length === 0 ? 'string' : scalarOf(filled), isNullable);
}

function scalarOf(cells: readonly string[]): ScalarName {
  return shapes.find(({ fits }) => cells.every(fits))?.name ?? 'string';
}

const shapes: readonly { name: ScalarName; fits(cell: string): boolean }[] = [
  { name: 'bool', fits: (cell) => /^(true|false)$/i.test(cell) },
  // More digits are a number of something: a card, an account.
  { name: 'int64', fits: (cell) => /^-?(0|[1-9]\d{0,14})$/.test(cell) },
  { name: 'float64', fits: (cell) => /^-?(0|[1-9]\d{0,14})(\.\d+)?([eE][+-]?\d{1,3})?$/.test(cell) },
  { name: 'date', fits: isDate },
  { name: 'timestamp', fits: isTimestamp },
];

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
}

function isTimestamp(text: string): boolean {
  const [, day = '', rest] =
    /^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ?? [];
  return isDate(day) && (rest === undefined || !Number.isNaN(Date.parse(`${day}T${rest.slice(1)}`)));
}

/** Of JSON values; undefined is a field that is not there. */
export function typeOfJson(values: readonly unknown[]): Type {
  const filled = values.filter((value) => value !== null && value !== undefined);
  return withNull(jsonType(filled), filled.length < values.length);
}

function withNull(type: Type, isNullable: boolean): Type {
  return type.kind === 'unknown' ? type : { ...type, nullable: isNullable };
}

function jsonType(values: readonly unknown[]): Type {
  if (values.length === 0) return scalarType('json');
  if (values.every((value) => typeof value === 'boolean')) return scalarType('bool');
  if (values.every((value) => typeof value === 'number')) {
    return scalarType(values.every((value) => Number.isSafeInteger(value)) ? 'int64' : 'float64');
  }
  if (values.every((value) => typeof value === 'string')) return scalarType(textType(values));
  if (values.every((value) => Array.isArray(value))) return listType(values.flat());
  return values.every(isRecord) ? recordOf(values) : scalarType('json');
}

function textType(values: readonly string[]): ScalarName {
  if (values.every(isDate)) return 'date';
  return values.every(isTimestamp) ? 'timestamp' : 'string';
}

function listType(elements: readonly unknown[]): Type {
  const element = typeOfJson(elements);
  const isUnknown = elements.length === 0 || (element.kind === 'scalar' && element.name === 'json');
  return isUnknown ? scalarType('json') : { kind: 'list', element, nullable: false };
}

function recordOf(values: readonly Record<string, unknown>[]): Type {
  const names = new Set(values.flatMap(Object.keys));
  const fields = [...names].map((name) => ({ name, type: typeOfJson(values.map((value) => value[name])) }));
  return fields.length === 0 ? scalarType('json') : { kind: 'record', fields, nullable: false };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
