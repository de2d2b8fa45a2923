/**
 * Records and types as a file would write them: by the name of a schema where the file knows one that says the same, else field by
 * field with their annotations. What is not known has no text.
 */
import { type Field, type FieldRules, type RecordType, recordOfSchema, type Type } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { declarationsInScope } from '../cursor/declarations-in-scope.ts';
import { writtenName } from '../fixes/editing/names.ts';

/** The schemas that a file may name, with their records. */
export type KnownSchemas = ReadonlyMap<string, RecordType>;

export function schemasIn(file: ast.FlowFile): KnownSchemas {
  const schemas = declarationsInScope(file).filter(ast.isSchema);
  return new Map(schemas.map((schema) => [schema.name, recordOfSchema(schema)]));
}

/** The schema with exactly these fields; the one the record is named after first. */
export function schemaOf(record: RecordType, schemas: KnownSchemas): string | undefined {
  const wanted = shapeOf(record);
  const names = [...schemas.keys()].toSorted((a, b) => Number(b === record.name) - Number(a === record.name));
  return names.find((name) => shapeOf(schemas.get(name) as RecordType) === wanted);
}

/** Whether nothing that is done with one could be told from what is done with the other. */
export function isSameRecord(one: RecordType, other: RecordType): boolean {
  return shapeOf(one) === shapeOf(other);
}

/** All that could be told apart by what is done with it; records in records by their fields, whatever they are called. */
function shapeOf({ fields }: RecordType): string {
  return JSON.stringify(fields.map(({ name, type, rules }) => [name, typeShape(type), rulesShape(rules)]));
}

function typeShape(type: Type): unknown {
  if (type.kind === 'list') return ['list', typeShape(type.element), type.nullable];
  return type.kind === 'record' ? ['record', shapeOf(type), type.nullable] : type;
}

function rulesShape(rules: FieldRules = {}): unknown {
  return Object.entries(rules).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** A schema with the fields of the record; undefined where one of them cannot be written. */
export function schemaText(name: string, { fields }: RecordType, schemas: KnownSchemas): string | undefined {
  const lines = fields.map((field) => fieldText(field, schemas));
  if (lines.length === 0 || lines.includes(undefined)) return undefined;
  return `schema ${writtenName(name)} {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
}

export function fieldText({ name, type, doc, rules }: Field, schemas: KnownSchemas): string | undefined {
  const written = typeText(type, schemas);
  if (written === undefined) return undefined;
  const comment = doc === undefined || doc.includes('*/') || doc.includes('\n') ? '' : `/** ${doc} */\n  `;
  return [`${comment}${writtenName(name)}: ${written}`, ...annotationsOf(rules)].join(' ');
}

export function typeText(type: Type, schemas: KnownSchemas): string | undefined {
  const written = baseText(type, schemas);
  return written === undefined || type.kind === 'unknown' || !type.nullable ? written : `${written}?`;
}

function baseText(type: Type, schemas: KnownSchemas): string | undefined {
  switch (type.kind) {
    case 'unknown':
      return undefined;
    case 'scalar':
      return type.name;
    case 'list':
      return suffixed(typeText(type.element, schemas), '[]');
    case 'vector':
      return `${type.element}[${type.dimensions.join(', ')}]`;
    case 'record':
      return schemaOf(type, schemas) ?? inlineRecord(type, schemas);
  }
}

function suffixed(text: string | undefined, suffix: string): string | undefined {
  return text === undefined ? undefined : text + suffix;
}

export function inlineRecord({ fields }: RecordType, schemas: KnownSchemas): string | undefined {
  const written = fields.map(({ name, type, rules }) => {
    const text = typeText(type, schemas);
    return text === undefined ? undefined : [`${writtenName(name)}: ${text}`, ...annotationsOf(rules)].join(' ');
  });
  return written.length === 0 || written.includes(undefined) ? undefined : `{ ${written.join(', ')} }`;
}

/** As they are written; of the way in (`@name`, `@default`) nothing is left behind a read. */
function annotationsOf(rules: FieldRules = {}): string[] {
  const text = (value: unknown) => JSON.stringify(value);
  const { key, pii, sensitive, range, oneOf, pattern, unit, deprecated } = rules;
  const bounds = Object.entries(range ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [
    ...(key ? ['@key'] : []),
    ...(pii ? ['@pii'] : []),
    ...(sensitive === undefined ? [] : [`@sensitive(${text(sensitive)})`]),
    ...(bounds.length === 0 ? [] : [`@range(${bounds.join(', ')})`]),
    ...(oneOf === undefined || oneOf.length === 0 ? [] : [`@oneOf(${oneOf.map(text).join(', ')})`]),
    ...(pattern === undefined ? [] : [`@pattern(${text(pattern)})`]),
    ...(unit === undefined ? [] : [`@unit(${text(unit)})`]),
    ...(deprecated === undefined ? [] : [deprecated === '' ? '@deprecated' : `@deprecated(${text(deprecated)})`]),
  ];
}
