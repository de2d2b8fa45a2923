/**
 * Types between the language and PostgreSQL. Lists and vectors of scalars are arrays; what nests deeper is `json`, not `jsonb`,
 * which would change numerals and refuse U+0000. An uint64 is a numeric, for PostgreSQL has no integers without a sign.
 */
import type { ScalarName, Type } from '@millrace/grammar';

const scalarTypes: Record<ScalarName, string> = {
  bool: 'boolean',
  int8: 'smallint',
  int16: 'smallint',
  int32: 'integer',
  int64: 'bigint',
  uint8: 'smallint',
  uint16: 'integer',
  uint32: 'bigint',
  uint64: 'numeric(20,0)',
  float32: 'real',
  float64: 'double precision',
  string: 'text',
  bytes: 'bytea',
  timestamp: 'timestamp with time zone',
  date: 'date',
  duration: 'interval',
  json: 'json',
};

/** What a column made for the type is. */
export function postgresType(type: Type): string {
  if (type.kind === 'scalar') return scalarTypes[type.name];
  const element = elementOf(type);
  return element === undefined ? 'json' : `${scalarTypes[element]}[]`;
}

/** The scalar that a list or vector is of, where that makes it an array. */
export function elementOf(type: Type): ScalarName | undefined {
  const name =
    type.kind === 'vector'
      ? type.element
      : type.kind === 'list' && type.element.kind === 'scalar'
        ? type.element.name
        : 'json';
  return name === 'json' ? undefined : name;
}

/** A type as pg_type has it; the categories are those of https://www.postgresql.org/docs/current/catalog-pg-type.html. */
export interface CatalogType {
  typname: string;
  typcategory: string;
}

/** Whether a column of the type holds values of the field's, which PostgreSQL then checks one by one. */
export function isFit(type: Type, found: CatalogType): boolean {
  const { typname, typcategory } = found;
  const isJson = typname === 'json' || typname === 'jsonb';
  if (type.kind !== 'scalar') return isJson || (type.kind === 'record' ? 'C' : 'AUS').includes(typcategory);
  const { name } = type;
  if (name === 'bool') return typcategory === 'B';
  if (name === 'json') return isJson || typcategory === 'S';
  if (name === 'bytes') return typname === 'bytea';
  if (name === 'timestamp' || name === 'date')
    return typcategory === 'D' && !typname.startsWith('time') ? true : typname.startsWith('timestamp');
  if (name === 'duration') return typcategory === 'T' || typcategory === 'N';
  return name === 'string' ? isTextual(found) : typcategory === 'N' && typname !== 'money';
}

/** What is written and read as a text: also of types that the language has no name for. */
function isTextual({ typname, typcategory }: CatalogType): boolean {
  return (
    'SEXI'.includes(typcategory) ||
    (typcategory === 'U' && !['bytea', 'json', 'jsonb'].includes(typname)) ||
    typcategory === 'Z'
  );
}
