import { type Arithmetic, arithmetic } from '../../expressions/kernels/arithmetic.ts';
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

const adding: Arithmetic = { symbol: '+', numbers: (a, b) => a + b, bigs: (a, b) => a + b };
const subtracting: Arithmetic = { symbol: '-', numbers: (a, b) => a - b, bigs: (a, b) => a - b };
const multiplying: Arithmetic = { symbol: '*', numbers: (a, b) => a * b, bigs: (a, b) => a * b };
const dividing: Arithmetic = { symbol: '/', numbers: (a, b) => a / b, bigs: (a, b) => a / b, divides: true };
const remaining: Arithmetic = { symbol: '%', numbers: (a, b) => a % b, bigs: (a, b) => a % b, divides: true };
export const raising: Arithmetic = { symbol: '**', numbers: (a, b) => a ** b, bigs: (a, b) => a ** b };

export const arithmeticOperators: FunctionSpec[] = [
  {
    name: 'add',
    symbol: '+',
    family: 'operators',
    doc: 'The sum. A duration can be added to a timestamp.',
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
    example: { text: '7 / 2', value: 3.5 },
    signatures: [
      signatureOf(dividing, 'real', 'real', 'float64'),
      signatureOf(dividing, 'duration', 'duration', 'float64'),
      signatureOf(dividing, 'duration', 'real', 'duration'),
    ],
  },
  {
    name: 'modulo',
    symbol: '%',
    family: 'operators',
    doc: 'What remains after division, with the sign of the left side; a right side of zero makes the record bad.',
    example: { text: '-7 % 3', value: -1 },
    signatures: [signatureOf(remaining, 'N', 'N', 'N')],
  },
  {
    name: 'power',
    symbol: '**',
    family: 'operators',
    doc: 'The left side to the power of the right, as float64.',
    example: { text: '2 ** 10', value: 1024 },
    signatures: [signatureOf(raising, 'real', 'real', 'float64')],
  },
  {
    name: 'negate',
    symbol: '-',
    family: 'operators',
    doc: 'The same number with the other sign.',
    example: { text: '-(2 + 3)', value: -5 },
    signatures: [
      { parameters: [{ name: 'value', type: 'N' }], result: 'N', kernel: negate },
      { parameters: [{ name: 'value', type: 'duration' }], result: 'duration', kernel: negate },
    ],
  },
];
