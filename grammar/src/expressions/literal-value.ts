import type { Scalar, Type } from '../types/type.ts';

/** A literal of a plan as the language's table of types gives its value: an int64 as bigint, a timestamp as Date. */
export function literalValue(type: Type, value: Scalar | Scalar[]): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((element) => literalValue(elementType(type), element));
  if (type.kind !== 'scalar') return value;
  if (type.name === 'int64' || type.name === 'uint64') return BigInt(value);
  if (type.name === 'float32') return Math.fround(Number(value));
  return type.name === 'timestamp' ? new Date(value as string) : value;
}

function elementType(type: Type): Type {
  if (type.kind === 'list') return type.element;
  return type.kind === 'vector' ? { kind: 'scalar', name: type.element, nullable: false } : type;
}

/** The other way: a value of a column as JSON. Whole numbers beyond 2^53 become text. undefined for what no literal writes. */
export function literalOfValue(value: unknown, type: Type): Scalar | Scalar[] | undefined {
  const isList = type.kind === 'list' || type.kind === 'vector';
  return isList && value !== null ? literalOfElements(value as ArrayLike<unknown>) : literalOfScalar(value);
}

function literalOfElements(elements: ArrayLike<unknown>): Scalar[] | undefined {
  const literals = Array.from(elements, literalOfScalar);
  return literals.every((literal) => literal !== undefined) ? literals : undefined;
}

function literalOfScalar(value: unknown): Scalar | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  const isMoment = value instanceof Date && !Number.isNaN(value.getTime());
  return isMoment ? value.toISOString() : undefined;
}
