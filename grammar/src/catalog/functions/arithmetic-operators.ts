import { type Arithmetic, arithmetic } from '../../expressions/kernels/arithmetic.ts';
import { addFloats, divideFloats, multiplyFloats, subtractFloats } from '../../expressions/kernels/float-loops.ts';
import { negate } from '../../expressions/kernels/unary-numbers.ts';
import type { ScalarName } from '../../types/type.ts';
import type { FunctionSpec, Signature, TypePattern } from './function-spec.ts';

function signatureOf(
  operation: Arithmetic,
  left: TypePattern,
  right: TypePattern,
  result: ScalarName | 'N',
): Signature {
  const parameters = [
    { name: 'left', type: left },
    { name: 'right', type: right },
  ];
  return { parameters, result, kernel: arithmetic(operation) };
}

/** As C and SQL have it: 1 to whatever power, and -1 to an infinite one, is 1; for JavaScript it is NaN. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)) return 1;
  return base ** exponent;
}

const adding: Arithmetic = { symbol: '+', numbers: (a, b) => a + b, floats: addFloats, bigs: (a, b) => a + b };
const subtracting: Arithmetic = {
  symbol: '-',
  numbers: (a, b) => a - b,
  floats: subtractFloats,
  bigs: (a, b) => a - b,
};
const multiplying: Arithmetic = {
  symbol: '*',
  numbers: (a, b) => a * b,
  floats: multiplyFloats,
  bigs: (a, b) => a * b,
};
const dividing: Arithmetic = {
  symbol: '/',
  numbers: (a, b) => a / b,
  floats: divideFloats,
  bigs: (a, b) => a / b,
  divides: true,
};
const remaining: Arithmetic = { symbol: '%', numbers: (a, b) => a % b, bigs: (a, b) => a % b, divides: true };
export const raising: Arithmetic = { symbol: '**', numbers: power, bigs: (a, b) => a ** b };

const widerInTheLanguage =
  'In DuckDB a TINYINT stays one, and a whole number with a FLOAT becomes a FLOAT; here they become int32 and float64.';

export const arithmeticOperators: FunctionSpec[] = [
  {
    name: 'add',
    symbol: '+',
    family: 'operators',
    doc: 'The sum. A duration can be added to a timestamp.',
    inSql: 'left + right',
    unlikeSql: widerInTheLanguage,
    example: { text: '2 + 3', value: 5 },
    signatures: [
      signatureOf(adding, 'N', 'N', 'N'),
      signatureOf(adding, 'timestamp', 'duration', 'timestamp'),
      signatureOf(adding, 'duration', 'timestamp', 'timestamp'),
      signatureOf(adding, 'duration', 'duration', 'duration'),
    ],
  },
  {
    name: 'subtract',
    symbol: '-',
    family: 'operators',
    doc: 'The difference. Of two timestamps it is the duration between them.',
    inSql: 'left - right',
    unlikeSql: widerInTheLanguage,
    example: { text: '2026-01-01T00:01:00Z - 2026-01-01T00:00:00Z == 1m', value: true },
    signatures: [
      signatureOf(subtracting, 'N', 'N', 'N'),
      signatureOf(subtracting, 'timestamp', 'timestamp', 'duration'),
      signatureOf(subtracting, 'timestamp', 'duration', 'timestamp'),
      signatureOf(subtracting, 'duration', 'duration', 'duration'),
    ],
  },
  {
    name: 'multiply',
    symbol: '*',
    family: 'operators',
    doc: 'The product.',
    inSql: 'left * right',
    unlikeSql: widerInTheLanguage,
    example: { text: '4 * 2.5', value: 10 },
    signatures: [
      signatureOf(multiplying, 'N', 'N', 'N'),
      signatureOf(multiplying, 'duration', 'real', 'duration'),
      signatureOf(multiplying, 'real', 'duration', 'duration'),
    ],
  },
  {
    name: 'divide',
    symbol: '/',
    family: 'operators',
    doc: 'The quotient, always as float64; a right side of zero makes the record bad.',
    inSql: 'left / right',
    unlikeSql:
      'Division by zero gives an infinity or NaN in DuckDB, and two FLOATs a FLOAT; here it makes the record bad, and the quotient is always a float64.',
    example: { text: '7 / 2', value: 3.5 },
    signatures: [
      signatureOf(dividing, 'real', 'real', 'float64'),
      { ...signatureOf(dividing, 'duration', 'duration', 'float64'), inSql: 'epoch(left) / epoch(right)' },
      signatureOf(dividing, 'duration', 'real', 'duration'),
    ],
  },
  {
    name: 'modulo',
    symbol: '%',
    family: 'operators',
    doc: 'What remains after division, with the sign of the left side; a right side of zero makes the record bad.',
    inSql: 'left % right',
    unlikeSql:
      'Modulo zero gives null or NaN in DuckDB; here it makes the record bad. DuckDB has no remainder of the least whole number by -1; here it is 0.',
    example: { text: '-7 % 3', value: -1 },
    signatures: [signatureOf(remaining, 'N', 'N', 'N')],
  },
  {
    name: 'power',
    symbol: '**',
    family: 'operators',
    doc: 'The left side to the power of the right, as float64.',
    inSql: 'pow(left, right)',
    example: { text: '2 ** 10', value: 1024 },
    signatures: [signatureOf(raising, 'real', 'real', 'float64')],
  },
  {
    name: 'negate',
    symbol: '-',
    family: 'operators',
    doc: 'The same number with the other sign.',
    inSql: '-value',
    unlikeSql: widerInTheLanguage,
    example: { text: '-(2 + 3)', value: -5 },
    signatures: [
      { parameters: [{ name: 'value', type: 'N' }], result: 'N', kernel: negate },
      { parameters: [{ name: 'value', type: 'duration' }], result: 'duration', kernel: negate },
    ],
  },
];
