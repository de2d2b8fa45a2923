import { AstUtils } from 'langium';
import { knotOf, schemaType } from '../analysis/schema-type.ts';
import { emptySchema, extendsCycle, incompatibleOverride, recursiveSchema } from '../diagnostics/schemas.ts';
import { isSchema, type Schema } from '../generated/ast.ts';
import { explainMismatch } from '../types/is-assignable.ts';
import { printType } from '../types/print-type.ts';
import type { Field, Type } from '../types/type.ts';
import type { Check, CheckContext } from './check.ts';
import { schemaPath } from './schema-path.ts';

/** [T6] A schema has fields, a fixed depth, and fits where each of its bases fits. */
export const checkSchemas: Check = (context) => {
  const told = new Set<Schema>();
  for (const schema of context.file.declarations.filter(isSchema)) {
    if (schema.body?.fields.length === 0 && schema.bases.length === 0) {
      context.accept(emptySchema({ node: schema, property: 'name' }, schema.name));
    }
    if (knotOf(schema) !== undefined) reportCircle(schema, told, context);
    else checkOverrides(schema, context);
  }
};

/** A circle is reported once: at the first of its schemas in the file of it whose address comes first. */
function reportCircle(schema: Schema, told: Set<Schema>, { accept }: CheckContext): void {
  const path = told.has(schema) ? undefined : schemaPath(schema);
  if (path === undefined) return;
  const isTold = path.schemas.some((one) => told.has(one));
  for (const one of path.schemas) told.add(one);
  if (isTold || path.schemas.some((one) => addressOf(one) < addressOf(schema))) return;
  const place = { node: schema, property: 'name' };
  const names = path.schemas.map(({ name }) => name);
  const others = path.schemas.slice(1, -1).map((other) => ({ node: other, property: 'name' }));
  accept(path.isByExtends ? extendsCycle(place, names, others) : recursiveSchema(place, names, others));
}

function addressOf(schema: Schema): string {
  return AstUtils.getDocument(schema).uri.toString();
}

function checkOverrides(schema: Schema, { accept }: CheckContext): void {
  if (schema.bases.length === 0) return;
  const own = byName(schemaType(schema));
  const bases = schema.bases.map(({ ref }) => ({ base: ref, fields: byName(ref && schemaType(ref)) }));
  for (const declaration of schema.body?.fields ?? []) {
    const field = own.get(declaration.name);
    for (const { base, fields } of bases) {
      const inherited = fields.get(declaration.name);
      const reason = field && inherited && explainMismatch(field.type, inherited.type);
      if (reason !== undefined && base !== undefined && inherited !== undefined) {
        const place = { node: declaration, property: 'type' };
        const there = { node: base, property: 'name' };
        const type = printType(inherited.type);
        accept(incompatibleOverride(place, declaration.name, base.name, reason, there, type));
      }
    }
  }
}

function byName(type: Type | undefined): ReadonlyMap<string, Field> {
  const fields = type?.kind === 'record' ? type.fields : [];
  return new Map(fields.map((field) => [field.name, field]));
}
