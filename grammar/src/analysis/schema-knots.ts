/** What schemas lead to, by their bases or by the types of their fields. */
import { isReference } from 'langium';
import { isSchema, type Schema } from '../generated/ast.ts';
import { referencesIn } from '../names/references-in.ts';
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
  return referencesIn(schema).flatMap(({ reference, container }) => {
    const target = isReference(reference) ? reference.ref : undefined;
    return isSchema(target) ? [{ target, isByExtends: container === schema }] : [];
  });
}
