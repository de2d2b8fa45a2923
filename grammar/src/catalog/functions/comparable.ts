import { isNumber } from '../../types/numeric-types.ts';
import type { Type } from '../../types/type.ts';

const comparableNames = new Set(['bool', 'string', 'timestamp', 'date', 'duration']);

/** Whether values of both can be the same: numbers of any type, or two of one other family. Unknown is the element of an empty list. */
export function isComparable(a: Type, b: Type): boolean {
  if (a.kind === 'unknown' || b.kind === 'unknown') return true;
  if (isNumber(a) && isNumber(b)) return true;
  return a.kind === 'scalar' && b.kind === 'scalar' && a.name === b.name && comparableNames.has(a.name);
}
