import { AstUtils } from 'langium';
import { isSchemaReference, type Schema } from '../generated/ast.ts';

export interface SchemaPath {
  /** From the schema back to itself. */
  schemas: Schema[];
  /** Every step of it is an `extends`. */
  isByExtends: boolean;
}

/** The shortest way on which a schema leads back to itself, by its bases or by the types of its fields. */
export function schemaPath(schema: Schema): SchemaPath | undefined {
  const seen = new Set<Schema>();
  const waiting: SchemaPath[] = [{ schemas: [schema], isByExtends: true }];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const last = path.schemas.at(-1) as Schema;
    for (const { target, isByExtends } of stepsFrom(last)) {
      const longer = { schemas: [...path.schemas, target], isByExtends: path.isByExtends && isByExtends };
      if (target === schema) return longer;
      if (!seen.has(target)) waiting.push(longer);
      seen.add(target);
    }
  }
  return undefined;
}

function stepsFrom(schema: Schema): { target: Schema; isByExtends: boolean }[] {
  const bases = schema.bases.map(({ ref }) => ({ target: ref, isByExtends: true }));
  const parts =
    schema.body === undefined ? [] : AstUtils.streamAllContents(schema.body).filter(isSchemaReference).toArray();
  const fields = parts.map((part) => ({ target: part.schema?.ref, isByExtends: false }));
  return [...bases, ...fields].flatMap(({ target, isByExtends }) => (target ? [{ target, isByExtends }] : []));
}
