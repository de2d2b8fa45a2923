import { AstUtils } from 'langium';
import * as ast from '../generated/ast.ts';
import { withUnclear } from '../types/may-have.ts';
import { type Field, type RecordType, recordType, type Type, unknownType } from '../types/type.ts';
import { isDamaged, isLossy, isLostWord } from './damage.ts';
import { factsAround } from './document-facts.ts';
import { fieldsOf, strayWords } from './fields-of.ts';
import { isCircle, schemaKnotsFrom } from './schema-knots.ts';
import { typeOf } from './type-of.ts';

/** So many records are inside of each other at most, so that whoever walks a type may recurse. */
export const recordDepthMax = 32;

/** The schemas whose types are being made: what leads back to one of them contains itself and is unknown. */
let open: ReadonlySet<ast.Schema> = new Set();

/**
 * The record a schema names: the fields of its bases in their order, then its own; a field that is declared again takes the
 * place of the inherited one. Remembered until the schema's document changes.
 */
export function schemaType(schema: ast.Schema): Type {
  if (open.has(schema)) return unknownType;
  const known = knownType(schema);
  if (known !== undefined) return known;
  for (const knot of schemaKnotsFrom(schema, isKnown)) makeTypes(knot);
  return knownType(schema) ?? unknownType;
}

/** Those that a schema leads to and is led to by; undefined where it does not lead back to itself. */
export function knotOf(schema: ast.Schema): ReadonlySet<ast.Schema> | undefined {
  schemaType(schema);
  return factsAround(schema).knots.get(schema);
}

/** Whether a field holds so deep a record that its type is left unknown. */
export function nestsTooDeep(field: ast.FieldDeclaration): boolean {
  return depthOf(typeOf(field.type)) >= recordDepthMax;
}

function knownType(schema: ast.Schema): RecordType | undefined {
  return factsAround(schema).schemas.get(schema);
}

function isKnown(schema: ast.Schema): boolean {
  return knownType(schema) !== undefined;
}

/** What they lead to is known. */
function makeTypes(knot: readonly ast.Schema[]): void {
  const around = open;
  open = new Set(knot);
  try {
    const types = knot.map((schema) => [schema, makeType(schema)] as const);
    for (const [schema, type] of types) factsAround(schema).schemas.set(schema, type);
    if (isCircle(knot)) for (const schema of knot) factsAround(schema).knots.set(schema, open);
  } finally {
    open = around;
  }
}

function makeType(schema: ast.Schema): RecordType {
  const facts = factsAround(schema);
  if (facts.fieldsTotal.exceedsWith([])) return withUnclear(recordType([], schema.name), 'any');
  const unclear = [...basesOf(schema).map(unclearBase), unclearInside(schema)];
  const type = withUnclear(recordType(allFields(schema), schema.name), ...unclear);
  if (facts.fieldsTotal.exceedsWith([type])) facts.tooManyWith ??= schema;
  return type;
}

function allFields(schema: ast.Schema): Field[] {
  const fields = new Map<string, Field>();
  for (const type of basesOf(schema))
    for (const field of type.kind === 'record' ? type.fields : []) fields.set(field.name, asInherited(field, schema));
  for (const field of fieldsOf(schema.body)) {
    const isTooDeep = depthOf(field.type) >= recordDepthMax;
    fields.set(field.name, isTooDeep ? { ...field, type: unknownType } : field);
  }
  return [...fields.values()];
}

function basesOf({ bases }: ast.Schema): Type[] {
  return bases.map(({ ref }) => (ref === undefined ? unknownType : schemaType(ref)));
}

const depths = new WeakMap<RecordType, number>();

/** How many records are inside of each other. */
function depthOf(type: Type): number {
  if (type.kind === 'list') return depthOf(type.element);
  if (type.kind !== 'record') return 0;
  const known = depths.get(type) ?? 1 + type.fields.reduce((most, field) => Math.max(most, depthOf(field.type)), 0);
  depths.set(type, known);
  return known;
}

/** It may be declared again among the words that were lost. */
function asInherited(field: Field, schema: ast.Schema): Field {
  const isLost = isLossy(schema) && isLostWord(field.name, schema);
  return isLost ? { ...field, type: unknownType } : field;
}

/** A bracket left open takes the fields behind it for arguments. */
function unclearInside(schema: ast.Schema): RecordType['unclear'] {
  if (isLossy(schema)) return 'any';
  if (!isDamaged(schema)) return undefined;
  const swallowed = AstUtils.streamAllContents(schema).filter(ast.isArgument);
  return [...swallowed.flatMap(({ name }) => (name === undefined ? [] : [name])), ...strayWords(schema.body)];
}

/** What an unknown base would have given. */
function unclearBase(type: Type): RecordType['unclear'] {
  return type.kind === 'record' ? type.unclear : 'any';
}

/** The schema itself, for hosts that want its record and nothing else. */
export function recordOfSchema(schema: ast.Schema): RecordType {
  return schemaType(schema) as RecordType;
}
