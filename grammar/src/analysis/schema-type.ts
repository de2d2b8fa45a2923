import { AstUtils } from 'langium';
import * as ast from '../generated/ast.ts';
import { withUnclear } from '../types/may-have.ts';
import { type Field, type RecordType, recordType, type Type, unknownType } from '../types/type.ts';
import { isDamaged, isLossy } from './damage.ts';
import { factsAround } from './document-facts.ts';
import { fieldsOf } from './fields-of.ts';

/** Schemas whose type is being made: what comes back to one of them contains itself and is unknown from there on. */
const open = new Set<ast.Schema>();
/** Those of them that lie on a circle: their type depends on where it was entered, so only the outermost is remembered. */
const circular = new Set<ast.Schema>();

/**
 * The record a schema names: the fields of its bases in their order, then its own; a field that is declared again takes the
 * place of the inherited one. Remembered until the schema's document changes.
 */
export function schemaType(schema: ast.Schema): Type {
  const { schemas } = factsAround(schema);
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  if (open.has(schema)) return enterCircle();
  open.add(schema);
  try {
    const unclear = [...basesOf(schema).map(unclearBase), unclearInside(schema)];
    const type = withUnclear(recordType(allFields(schema), schema.name), ...unclear);
    if (!circular.has(schema) || open.size === 1) schemas.set(schema, type);
    return type;
  } finally {
    open.delete(schema);
    if (open.size === 0) circular.clear();
  }
}

function enterCircle(): Type {
  for (const schema of open) circular.add(schema);
  return unknownType;
}

function allFields(schema: ast.Schema): Field[] {
  const fields = new Map<string, Field>();
  for (const type of basesOf(schema))
    for (const field of type.kind === 'record' ? type.fields : []) fields.set(field.name, field);
  for (const field of fieldsOf(schema.body)) fields.set(field.name, field);
  return [...fields.values()];
}

function basesOf({ bases }: ast.Schema): Type[] {
  return bases.map(({ ref }) => (ref === undefined ? unknownType : schemaType(ref)));
}

/** A bracket left open takes the fields behind it for arguments. */
function unclearInside(schema: ast.Schema): RecordType['unclear'] {
  if (isLossy(schema)) return 'any';
  if (!isDamaged(schema)) return undefined;
  const swallowed = AstUtils.streamAllContents(schema).filter(ast.isArgument);
  return swallowed.flatMap(({ name }) => (name === undefined ? [] : [name])).toArray();
}

/** What an unknown base would have given. */
function unclearBase(type: Type): RecordType['unclear'] {
  return type.kind === 'record' ? type.unclear : 'any';
}

/** The schema itself, for hosts that want its record and nothing else. */
export function recordOfSchema(schema: ast.Schema): RecordType {
  return schemaType(schema) as RecordType;
}
