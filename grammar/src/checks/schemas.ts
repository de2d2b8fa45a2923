import { schemaType } from '../analysis/schema-type.ts';
import { emptySchema, extendsCycle, incompatibleOverride, recursiveSchema } from '../diagnostics/schemas.ts';
import { isSchema, type Schema } from '../generated/ast.ts';
import { explainMismatch } from '../types/is-assignable.ts';
import { printType } from '../types/print-type.ts';
import type { RecordType } from '../types/type.ts';
import type { Check, CheckContext } from './check.ts';
import { schemaPath } from './schema-path.ts';

/** [T6] A schema has fields, a fixed depth, and fits where each of its bases fits. */
export const checkSchemas: Check = (context) => {
  for (const schema of context.file.declarations.filter(isSchema)) {
    if (schema.body?.fields.length === 0 && schema.bases.length === 0) {
      context.accept(emptySchema({ node: schema, property: 'name' }, schema.name));
    }
    if (!reportCircle(schema, context)) checkOverrides(schema, context);
  }
};

/** A circle is reported once, at the first of its schemas in the file. */
function reportCircle(schema: Schema, { file, accept }: CheckContext): boolean {
  const place = { node: schema, property: 'name' };
  const path = schemaPath(schema);
  if (path === undefined) return false;
  if (file.declarations.find((one) => path.schemas.some((other) => other === one)) !== schema) return true;
  const names = path.schemas.map(({ name }) => name);
  const others = path.schemas.slice(1, -1).map((other) => ({ node: other, property: 'name' }));
  accept(path.isByExtends ? extendsCycle(place, names, others) : recursiveSchema(place, names, others));
  return true;
}

function checkOverrides(schema: Schema, { accept }: CheckContext): void {
  if (schema.bases.length === 0) return;
  const own = schemaType(schema) as RecordType;
  for (const declaration of schema.body?.fields ?? []) {
    const field = own.fields.find(({ name }) => name === declaration.name);
    for (const { ref: base } of schema.bases) {
      const inherited = base && (schemaType(base) as RecordType).fields?.find(({ name }) => name === declaration.name);
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
