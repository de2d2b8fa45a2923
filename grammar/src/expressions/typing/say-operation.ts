import { isNumber } from '../../types/numeric-types.ts';
import type { Type } from '../../types/type.ts';
import type { TypedExpression } from '../expression.ts';
import { describe } from './describe.ts';

const sayings: Record<string, (left: string, right: string) => string> = {
  add: (left, right) => `add ${left} and ${right}`,
  subtract: (left, right) => `subtract ${right} from ${left}`,
  multiply: (left, right) => `multiply ${left} by ${right}`,
  divide: (left, right) => `divide ${left} by ${right}`,
  modulo: (left, right) => `take ${left} modulo ${right}`,
  power: (left, right) => `raise ${left} to ${right}`,
  negate: (value) => `negate ${value}`,
  in: (value, list) => `look for ${value} in ${list}`,
};

/** What could not be done, to follow "Cannot": `compare "amount" (float64) with string`. */
export function sayOperation(name: string, operands: readonly TypedExpression[]): string {
  const [first = '', second = '', third] = operands.map(describe);
  const say = sayings[name];
  if (say !== undefined) return say(first, second);
  return `compare ${first} with ${third === undefined ? second : `${second} and ${third}`}`;
}

/** What to write instead, where that can be guessed. */
export function adviceFor(name: string, operands: readonly TypedExpression[]): string {
  const types = operands.map(({ type }) => type);
  if (name === 'add' && types.some((type) => isScalar(type, 'string'))) return 'join texts with concat(a, b)';
  if (types.every(isNumber)) return 'no number type holds both; convert one, for example with int64(value)';
  if (!types.some((type) => isScalar(type, 'string'))) return '';
  if (types.some((type) => isScalar(type, 'timestamp'))) {
    return 'a timestamp is written without quotes, as 2026-01-31T10:00:00Z';
  }
  return types.some((type) => isScalar(type, 'date')) ? 'a date is written without quotes, as 2026-01-31' : '';
}

function isScalar(type: Type, name: string): boolean {
  return type.kind === 'scalar' && type.name === name;
}
