import { columnsMax } from '../analysis/columns-total.ts';
import { factsOf } from '../analysis/document-facts.ts';
import { nestsTooDeep, recordDepthMax, schemaType } from '../analysis/schema-type.ts';
import { tooDeepSchema, tooManyColumns, tooManyFields } from '../diagnostics/schemas.ts';
import { isSchema } from '../generated/ast.ts';
import type { Type } from '../types/type.ts';
import type { Check } from './check.ts';

/** Thirty schemas of two fields can make a record of a billion: it is refused before anybody writes it out. */
const fieldsMax = 20_000;

/** [T11] A record has at most 20,000 fields, counting those inside of its records, and 32 records inside of each other. */
export const checkSchemaSizes: Check = ({ document, file, accept }) => {
  const counted = new Map<Type, number>();
  for (const schema of file.declarations.filter(isSchema)) {
    const isTooLarge = countFields(schemaType(schema), counted) > fieldsMax;
    if (isTooLarge) accept(tooManyFields({ node: schema, property: 'name' }, schema.name, fieldsMax));
    if (schema === factsOf(document).tooManyWith)
      accept(tooManyColumns({ node: schema, property: 'name' }, schema.name, columnsMax));
    const deep = schema.body?.fields.find(nestsTooDeep);
    if (deep !== undefined) accept(tooDeepSchema({ node: deep, property: 'type' }, deep.name, recordDepthMax));
  }
};

/** A type that is used twice is counted twice and walked once. */
function countFields(type: Type, counted: Map<Type, number>): number {
  if (type.kind === 'list') return countFields(type.element, counted);
  if (type.kind !== 'record') return 1;
  const known = counted.get(type);
  if (known !== undefined) return known;
  const count = type.fields.reduce((sum, field) => sum + countFields(field.type, counted), 0);
  counted.set(type, count);
  return count;
}
