import * as ast from '../generated/ast.ts';

/** Where the field at the end of a path is declared: in the record the type names, its bases, or a nested record. */
export function fieldDeclaration(
  type: ast.TypeExpression | undefined,
  [name, ...rest]: readonly string[],
): ast.FieldDeclaration | undefined {
  const field = name === undefined ? undefined : findField(type?.base, name, new Set());
  return rest.length === 0 ? field : fieldDeclaration(field?.type, rest);
}

/** The same of a record that a schema names. */
export function declarationInSchema(
  schema: ast.Schema,
  [name, ...rest]: readonly string[],
): ast.FieldDeclaration | undefined {
  const field = name === undefined ? undefined : fieldOfSchema(schema, name, new Set());
  return rest.length === 0 ? field : fieldDeclaration(field?.type, rest);
}

function findField(
  base: ast.TypeBase | undefined,
  name: string,
  seen: Set<ast.Schema>,
): ast.FieldDeclaration | undefined {
  if (ast.isRecordBody(base)) return base.fields.find((field) => field.name === name);
  return ast.isSchemaReference(base) ? fieldOfSchema(base.schema?.ref, name, seen) : undefined;
}

/** The own field first, then the last base's: the one that counts where a name is declared again. */
function fieldOfSchema(
  schema: ast.Schema | undefined,
  name: string,
  seen: Set<ast.Schema>,
): ast.FieldDeclaration | undefined {
  if (schema === undefined || seen.has(schema)) return undefined;
  seen.add(schema);
  const own = findField(schema.body, name, seen);
  if (own !== undefined) return own;
  for (const base of schema.bases.toReversed()) {
    const inherited = fieldOfSchema(base.ref, name, seen);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}
