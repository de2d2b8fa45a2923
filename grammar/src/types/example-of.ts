import { isNumber } from './numeric-types.ts';
import type { ScalarName, Type } from './type.ts';

const scalars: Partial<Record<ScalarName, string>> = {
  bool: 'false',
  string: '""',
  timestamp: '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  duration: '1m',
  json: '{ }',
};

/** The text of a value of the type, for a person to change; undefined where none can be written. */
export function exampleOf(type: Type): string | undefined {
  if (type.kind === 'unknown') return undefined;
  if (type.nullable) return 'null';
  if (type.kind === 'list') return '[]';
  if (isNumber(type)) return '0';
  if (type.kind === 'scalar') return scalars[type.name];
  return type.kind === 'record' ? exampleRecord(type.fields) : exampleVector(type.element, type.dimensions);
}

function exampleRecord(fields: Extract<Type, { kind: 'record' }>['fields']): string | undefined {
  const needed = fields.filter(({ type, rules }) => isNeeded(type) && rules?.default === undefined);
  const values = needed.map(
    ({ name, type }) => `${/^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``}: ${exampleOf(type)}`,
  );
  return values.some((value) => value.endsWith(': undefined')) ? undefined : `{ ${values.join(', ')} }`;
}

function isNeeded(type: Type): boolean {
  return type.kind !== 'unknown' && !type.nullable;
}

function exampleVector(element: ScalarName, dimensions: (number | string)[]): string | undefined {
  const value = exampleOf({ kind: 'scalar', name: element, nullable: false });
  const size = dimensions.reduce((all: number, one) => all * (typeof one === 'number' ? one : Number.NaN), 1);
  return value === undefined || !(size <= 64) ? undefined : `[${Array.from({ length: size }, () => value).join(', ')}]`;
}
