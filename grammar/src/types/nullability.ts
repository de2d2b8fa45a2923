import type { Type } from './type.ts';

/** Whether a value of the type may be null. What is unknown counts as not nullable: nothing is reported because of it. */
export function isNullable(type: Type): boolean {
  return type.kind !== 'unknown' && type.nullable;
}

export function withNullable<T extends Type>(type: T, nullable: boolean): T {
  return type.kind === 'unknown' || type.nullable === nullable ? type : { ...type, nullable };
}

export function asNonNull<T extends Type>(type: T): T {
  return withNullable(type, false);
}

/** `type`, nullable where it already is or `also` holds. */
export function nullableIf<T extends Type>(type: T, also: boolean): T {
  return also ? withNullable(type, true) : type;
}
