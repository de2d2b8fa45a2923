import type { Type } from '../types/type.ts';

/** Whether a value of the type can be a condition; what is unknown is not blamed. */
export function isBool(type: Type): boolean {
  return type.kind === 'unknown' || (type.kind === 'scalar' && type.name === 'bool');
}
