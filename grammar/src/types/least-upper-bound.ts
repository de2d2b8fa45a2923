import { fieldNamed } from './field-named.ts';
import { nullableIf, withNullable } from './nullability.ts';
import { isNumberName, smallestHoldingBoth } from './numeric-types.ts';
import type { Field, ListType, RecordType, ScalarName, ScalarType, Type, VectorType } from './type.ts';
import { unknownType } from './type.ts';

/**
 * The smallest type that both are assignable to: what `if`, `??` and a list of both give. undefined where there is none,
 * unknown where either is.
 */
export function leastUpperBound(a: Type, b: Type): Type | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') return unknownType;
  const bound = boundOfBases(a, b);
  return bound && nullableIf(withNullable(bound, false), a.nullable || b.nullable);
}

function boundOfBases(a: Type, b: Type): Type | undefined {
  if (a.kind === 'scalar' && b.kind === 'scalar') return boundOfScalars(a, b);
  if (a.kind === 'list' && b.kind === 'list') return boundOfLists(a, b);
  if (a.kind === 'vector' && b.kind === 'vector') return boundOfVectors(a, b);
  if (a.kind === 'record' && b.kind === 'record') return boundOfRecords(a, b);
  return undefined;
}

function boundOfNames(a: ScalarName, b: ScalarName): ScalarName | undefined {
  if (a === b) return a;
  return isNumberName(a) && isNumberName(b) ? smallestHoldingBoth(a, b) : undefined;
}

function boundOfScalars(a: ScalarType, b: ScalarType): ScalarType | undefined {
  const name = boundOfNames(a.name, b.name);
  return name && { kind: 'scalar', name, nullable: false };
}

function boundOfLists(a: ListType, b: ListType): ListType | undefined {
  const element = leastUpperBound(a.element, b.element);
  return element && { kind: 'list', element, nullable: false };
}

/**
 * Dimensions must be written the same: which number a symbol stands for is not known here, and where two values of different
 * sizes meet nobody would be there to call one of them bad.
 */
function boundOfVectors(a: VectorType, b: VectorType): VectorType | undefined {
  const element = boundOfNames(a.element, b.element);
  const isSameSize =
    a.dimensions.length === b.dimensions.length && a.dimensions.every((size, i) => size === b.dimensions[i]);
  return element && isSameSize ? { ...a, element } : undefined;
}

/** The fields that both have. */
function boundOfRecords(a: RecordType, b: RecordType): RecordType | undefined {
  const fields: Field[] = [];
  for (const field of a.fields) {
    const other = fieldNamed(b, field.name);
    if (other === undefined) continue;
    const type = leastUpperBound(field.type, other.type);
    if (type === undefined) return undefined;
    fields.push({ name: field.name, type });
  }
  const isSame = a.name !== undefined && a.name === b.name;
  return { kind: 'record', fields, nullable: false, ...(isSame && { name: a.name }) };
}
