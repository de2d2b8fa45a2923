/** What schemas lead to, by their bases or by the types of their fields. */
import { AstUtils } from 'langium';
import { isSchemaReference, type Schema } from '../generated/ast.ts';
import { knotsFrom } from './knots.ts';

export interface SchemaStep {
  target: Schema;
  isByExtends: boolean;
}

export function schemaKnotsFrom(start: Schema, isKnown: (schema: Schema) => boolean): Schema[][] {
  return knotsFrom(start, (schema) => stepsFrom(schema).map(({ target }) => target), isKnown);
}

/** Whether a knot of one schema is none: it does not lead to itself. */
export function isCircle(knot: readonly Schema[]): boolean {
  const [first] = knot;
  return knot.length > 1 || (first !== undefined && stepsFrom(first).some(({ target }) => target === first));
}

export function stepsFrom(schema: Schema): SchemaStep[] {
  const bases = schema.bases.map(({ ref }) => ({ target: ref, isByExtends: true }));
  const parts =
    schema.body === undefined ? [] : AstUtils.streamAllContents(schema.body).filter(isSchemaReference).toArray();
  const fields = parts.map((part) => ({ target: part.schema?.ref, isByExtends: false }));
  return [...bases, ...fields].flatMap(({ target, isByExtends }) => (target ? [{ target, isByExtends }] : []));
}
