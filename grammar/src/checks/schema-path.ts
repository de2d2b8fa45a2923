import { type SchemaStep, stepsFrom } from '../analysis/schema-knots.ts';
import { knotOf } from '../analysis/schema-type.ts';
import type { Schema } from '../generated/ast.ts';

export interface SchemaPath {
  /** From the schema back to itself. */
  schemas: Schema[];
  /** Every step of it is an `extends`. */
  isByExtends: boolean;
}

/** The shortest way on which a schema leads back to itself, by its bases or by the types of its fields. */
export function schemaPath(schema: Schema): SchemaPath | undefined {
  const knot = knotOf(schema);
  if (knot === undefined) return undefined;
  const from = new Map<Schema, SchemaStep & { last: Schema }>();
  const waiting = [schema];
  for (const last of waiting) {
    for (const step of stepsFrom(last)) {
      if (from.has(step.target) || !knot.has(step.target)) continue;
      from.set(step.target, { ...step, last });
      if (step.target === schema) return pathTo(schema, from);
      waiting.push(step.target);
    }
  }
  return undefined;
}

function pathTo(schema: Schema, from: ReadonlyMap<Schema, SchemaStep & { last: Schema }>): SchemaPath {
  const path: SchemaPath = { schemas: [schema], isByExtends: true };
  for (let step = from.get(schema); step !== undefined; ) {
    path.schemas.push(step.last);
    path.isByExtends &&= step.isByExtends;
    step = step.last === schema ? undefined : from.get(step.last);
  }
  path.schemas.reverse();
  return path;
}
