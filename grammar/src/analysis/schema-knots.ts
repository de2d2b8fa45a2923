/**
 * Which schemas lead back to themselves, by their bases or by the types of their fields: those that do so together are a knot.
 * Tarjan's strongly connected components, without recursion, for schemas may lead to each other in thousands. What a knot leads to
 * comes before it, so that types can be made in this order, one at a time.
 */
import { AstUtils } from 'langium';
import { isSchemaReference, type Schema } from '../generated/ast.ts';

export interface SchemaStep {
  target: Schema;
  isByExtends: boolean;
}

/** The schema with all it leads to, but what is known already and what lies behind that. */
export function knotsFrom(start: Schema, isKnown: (schema: Schema) => boolean): Schema[][] {
  const knots: Schema[][] = [];
  const order = new Map<Schema, number>();
  const low = new Map<Schema, number>();
  const tied = new Set<Schema>();
  const path: Schema[] = [];
  const waiting: { schema: Schema; steps: SchemaStep[] }[] = [];
  const enter = (schema: Schema) => {
    low.set(schema, order.size);
    order.set(schema, order.size);
    path.push(schema);
    waiting.push({ schema, steps: stepsFrom(schema) });
  };
  const lower = (schema: Schema, to = 0) => void low.set(schema, Math.min(low.get(schema) ?? to, to));
  enter(start);
  for (let one = waiting.at(-1); one !== undefined; one = waiting.at(-1)) {
    const { schema, steps } = one;
    const target = steps.pop()?.target;
    if (target !== undefined) {
      if (tied.has(target) || isKnown(target)) continue;
      if (order.has(target)) lower(schema, order.get(target));
      else enter(target);
      continue;
    }
    waiting.pop();
    const around = waiting.at(-1);
    if (around !== undefined) lower(around.schema, low.get(schema));
    if (low.get(schema) !== order.get(schema)) continue;
    const knot = path.splice(path.lastIndexOf(schema));
    for (const member of knot) tied.add(member);
    knots.push(knot);
  }
  return knots;
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
