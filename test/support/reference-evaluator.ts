/**
 * Expressions computed one record at a time, as plainly as can be: what column functions are compared with. Throws a
 * RecordFailure for a record that has no value.
 */
import type { Scalar, Type, TypedExpression } from '@millrace/grammar';
import { exampleSecret } from './example-secrets.ts';
import { RecordFailure } from './record-failure.ts';
import { referenceFunctions } from './reference-functions.ts';

export { RecordFailure } from './record-failure.ts';

export type Row = Readonly<Record<string, unknown>>;

export function evaluateRow(expression: TypedExpression, row: Row): unknown {
  switch (expression.op) {
    case 'literal':
      return literal(expression.type, expression.value);
    case 'field':
      return expression.path.reduce<unknown>((value, name) => (value as Row | null)?.[name] ?? null, row);
    case 'parameter':
      throw new Error('The reference has no parameters');
    case 'secret':
      return exampleSecret(expression.name);
    case 'if': {
      const branch = evaluateRow(expression.condition, row) === true ? expression.whenTrue : expression.whenFalse;
      return toType(evaluateRow(branch, row), expression.type);
    }
    case 'call':
      return call(expression, row);
  }
}

function literal(type: Type, value: Scalar | Scalar[]): unknown {
  if (Array.isArray(value)) return value.map((one) => literal(type.kind === 'list' ? type.element : type, one));
  return toType(value, type);
}

function call(expression: Extract<TypedExpression, { op: 'call' }>, row: Row): unknown {
  const { function: name, arguments: parts, type } = expression;
  const lazy = lazyFunctions[name];
  if (lazy !== undefined) return lazy(parts, row, type);
  const values = parts.map((part) => evaluateRow(part, row));
  if (values.includes(null)) return null;
  if (name === 'string') return textOf(values[0], (parts[0] as TypedExpression).type);
  const compute = strictFunctions[name] ?? referenceFunctions[name];
  if (compute === undefined) throw new Error(`The reference does not know ${name}`);
  return compute(values as unknown as Operands, type);
}

const lazyFunctions: Record<string, (parts: TypedExpression[], row: Row, type: Type) => unknown> = {
  and: (parts, row) => logic(parts, row, false),
  or: (parts, row) => logic(parts, row, true),
  coalesce: (parts, row, type) => {
    for (const part of parts) {
      const value = evaluateRow(part, row);
      if (value !== null) return toType(value, type);
    }
    return null;
  },
  isNull: ([part], row) => evaluateRow(part as TypedExpression, row) === null,
  isNotNull: ([part], row) => evaluateRow(part as TypedExpression, row) !== null,
  list: (parts, row) => parts.map((part) => evaluateRow(part, row)),
  nullIf: (parts, row) => {
    const [value, absent] = parts.map((part) => evaluateRow(part, row));
    return value !== null && absent !== null && same(value, absent) ? null : value;
  },
  between: (parts, row) => {
    const [value, low, high] = parts.map((part) => evaluateRow(part, row));
    const [above, below] = [compare(low, value), compare(value, high)];
    if (above === false || below === false) return false;
    return above === null || below === null ? null : true;
  },
};

function compare(low: unknown, high: unknown): boolean | null {
  return low === null || high === null ? null : ordered(low) <= ordered(high);
}

function logic([left, right]: TypedExpression[], row: Row, decisive: boolean): unknown {
  const first = evaluateRow(left as TypedExpression, row);
  if (first === decisive) return decisive;
  const second = evaluateRow(right as TypedExpression, row);
  if (second === decisive) return decisive;
  return first === null || second === null ? null : !decisive;
}

/** `==` of JavaScript is the mathematical one for a bigint and a number. */
function same(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  // biome-ignore lint/suspicious/noDoubleEquals: see above
  return a == b;
}

type Operands = [never, never, ...never[]];

const strictFunctions: Record<string, (values: Operands, type: Type) => unknown> = {
  add: arithmetic(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  subtract: arithmetic(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  multiply: arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  modulo: arithmetic(
    (a, b) => (b === 0 ? fail('zero') : a % b),
    (a, b) => (b === 0n ? fail('zero') : a % b),
  ),
  divide: ([a, b]) => (Number(b) === 0 ? fail('zero') : Number(a) / Number(b)),
  power: ([a, b]) => power(Number(a), Number(b)),
  pow: ([a, b]) => power(Number(a), Number(b)),
  negate: ([a], type) =>
    arithmetic(
      (x, y) => x - y,
      (x, y) => x - y,
    )([0 as never, a], type),
  abs: ([a], type) => toType(Number(a) < 0 ? -a : a, type),
  equal: ([a, b]) => same(a, b),
  notEqual: ([a, b]) => !same(a, b),
  lessThan: ([a, b]) => ordered(a) < ordered(b),
  lessThanOrEqual: ([a, b]) => ordered(a) <= ordered(b),
  greaterThan: ([a, b]) => ordered(a) > ordered(b),
  greaterThanOrEqual: ([a, b]) => ordered(a) >= ordered(b),
  not: ([a]) => !a,
  in: ([value, list]) => {
    const elements = list as unknown[];
    if (elements.some((element) => element !== null && same(element, value))) return true;
    return elements.includes(null) ? null : false;
  },
  min: (values, type) => toType(sorted(values)[0], type),
  max: (values, type) => toType(sorted(values).at(-1), type),
  concat: (values) =>
    typeof values[0] === 'string' ? values.join('') : values.flatMap((list) => [...(list as never[])]),
  upper: ([a]) => String(a).toUpperCase(),
  length: ([a]) => [...(a as string | unknown[])].length,
  startsWith: ([a, b]) => String(a).startsWith(b),
};

/** Text as the hex of its UTF-8, whose order is that of the codes of its characters. */
function ordered(value: unknown): never {
  return (typeof value === 'string' ? Buffer.from(value).toString('hex') : value) as never;
}

/** As C has it; JavaScript gives NaN for 1 to the power of what is no number. */
function power(base: number, exponent: number): number {
  if (base === 1) return 1;
  return base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent) ? 1 : base ** exponent;
}

/** From the least to the greatest; a NaN makes all of them NaN. */
function sorted(values: readonly number[]): number[] {
  return values.some(Number.isNaN) ? values.map(() => Number.NaN) : values.toSorted((a, b) => (a < b ? -1 : 1));
}

type OnNumbers = (a: number, b: number) => number;
type OnBigs = (a: bigint, b: bigint) => bigint;

function arithmetic(numbers: OnNumbers, bigs: OnBigs): (values: Operands, type: Type) => unknown {
  return ([a, b], type) => {
    const isBig = type.kind === 'scalar' && type.name === 'int64';
    return toType(isBig ? bigs(BigInt(a as number), BigInt(b as number)) : numbers(Number(a), Number(b)), type);
  };
}

/** The value as the type has it; a whole number that it does not hold fails. */
function toType(value: unknown, type: Type): unknown {
  if (value === null || type.kind !== 'scalar') return value;
  if (type.name === 'timestamp') return momentOf(value as string | number);
  if (type.name === 'float64') return Number(value);
  if (type.name === 'float32') return Math.fround(Number(value));
  if (type.name === 'int32') return (Number(value) | 0) === Number(value) ? Number(value) | 0 : fail('int32');
  if (type.name === 'uint32') return Number(value) >>> 0 === Number(value) ? Number(value) : fail('uint32');
  if (type.name !== 'int64') return value;
  const whole = BigInt(value as number);
  return BigInt.asIntN(64, whole) === whole ? whole : fail('int64');
}

function textOf(value: unknown, type: Type): string {
  const name = type.kind === 'scalar' ? type.name : undefined;
  if (name === 'json') return JSON.stringify(value);
  if (name === 'float32') return shortest(value as number);
  return value instanceof Date ? value.toISOString() : `${value}${name === 'duration' ? 'ms' : ''}`;
}

/** The fewest digits that mean the float32. */
function shortest(value: number): string {
  const precisions = Array.from({ length: 9 }, (_, i) => Number(value.toPrecision(i + 1)));
  return String(precisions.find((one) => Object.is(Math.fround(one), value)) ?? value);
}

function momentOf(value: string | number): Date {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? fail('timestamp') : at;
}

function fail(message: string): never {
  throw new RecordFailure(message);
}
