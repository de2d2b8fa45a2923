import { arithmetic } from '../../expressions/kernels/arithmetic.ts';
import { clamp, extreme } from '../../expressions/kernels/extremes.ts';
import { negative, notPositive } from '../../expressions/kernels/real-problems.ts';
import { round, wholeNumber } from '../../expressions/kernels/round-number.ts';
import { realFunction, sameNumber } from '../../expressions/kernels/unary-numbers.ts';
import { raising } from './arithmetic-operators.ts';
import type { FunctionSpec, ParameterSpec } from './function-spec.ts';

const sameValue: ParameterSpec = { name: 'value', type: 'N' };
const realValue: ParameterSpec = { name: 'value', type: 'real' };
const severalValues: ParameterSpec[] = [
  { name: 'first', type: 'N' },
  { name: 'others', type: 'N', repeated: true },
];

export const numberFunctions: FunctionSpec[] = [
  {
    name: 'abs',
    family: 'numbers',
    doc: 'The number without its sign.',
    inSql: 'abs(value)',
    unlikeSql: 'In DuckDB a TINYINT stays one; here it becomes an int32.',
    example: { text: 'abs(-3)', value: 3 },
    signatures: [
      {
        parameters: [sameValue],
        result: 'N',
        kernel: sameNumber('abs', Math.abs, (value) => (value < 0n ? -value : value)),
      },
    ],
  },
  {
    name: 'ceil',
    family: 'numbers',
    doc: 'The least whole number that is not below the value, in its own type.',
    inSql: 'ceil(value)',
    unlikeSql: 'DuckDB makes a DOUBLE of a whole number; here it stays what it is.',
    example: { text: 'ceil(1.2)', value: 2 },
    signatures: [{ parameters: [sameValue], result: 'N', kernel: wholeNumber(Math.ceil) }],
  },
  {
    name: 'floor',
    family: 'numbers',
    doc: 'The greatest whole number that is not above the value, in its own type.',
    inSql: 'floor(value)',
    unlikeSql: 'DuckDB makes a DOUBLE of a whole number; here it stays what it is.',
    example: { text: 'floor(-1.2)', value: -2 },
    signatures: [{ parameters: [sameValue], result: 'N', kernel: wholeNumber(Math.floor) }],
  },
  {
    name: 'round',
    family: 'numbers',
    doc: 'The nearest number with that many decimal digits, or with that many zeros where digits is below zero; halves go away from zero.',
    inSql: 'round(value, digits)',
    unlikeSql:
      'A whole number that no longer fits wraps in DuckDB, and with digits below zero NaN and the infinities become 0; here such a record is bad, and they stay what they are.',
    example: { text: 'round(-2.345, 1)', value: -2.3 },
    signatures: [
      {
        parameters: [sameValue, { name: 'digits', type: 'int32', default: 0, check: digitsInRange }],
        result: 'N',
        kernel: round,
      },
    ],
  },
  {
    name: 'sqrt',
    family: 'numbers',
    doc: 'The square root; a value below zero makes the record bad.',
    inSql: 'sqrt(value)',
    example: { text: 'sqrt(9)', value: 3 },
    signatures: [{ parameters: [realValue], result: 'float64', kernel: realFunction(Math.sqrt, negative) }],
  },
  {
    name: 'ln',
    family: 'numbers',
    doc: 'The natural logarithm; a value that is not above zero makes the record bad.',
    inSql: 'ln(value)',
    example: { text: 'ln(1)', value: 0 },
    signatures: [{ parameters: [realValue], result: 'float64', kernel: realFunction(Math.log, notPositive) }],
  },
  {
    name: 'log10',
    family: 'numbers',
    doc: 'The logarithm to base 10; a value that is not above zero makes the record bad.',
    inSql: 'log10(value)',
    example: { text: 'log10(1000)', value: 3 },
    signatures: [{ parameters: [realValue], result: 'float64', kernel: realFunction(Math.log10, notPositive) }],
  },
  {
    name: 'exp',
    family: 'numbers',
    doc: 'The number e to the power of the value.',
    inSql: 'exp(value)',
    example: { text: 'exp(0)', value: 1 },
    signatures: [{ parameters: [realValue], result: 'float64', kernel: realFunction(Math.exp) }],
  },
  {
    name: 'pow',
    family: 'numbers',
    doc: 'The base to the power of the exponent, as float64; the same as `base ** exponent`.',
    inSql: 'pow(base, exponent)',
    example: { text: 'pow(2, 0.5) ** 2 < 2.01', value: true },
    signatures: [
      {
        parameters: [
          { name: 'base', type: 'real' },
          { name: 'exponent', type: 'real' },
        ],
        result: 'float64',
        kernel: arithmetic(raising),
      },
    ],
  },
  {
    name: 'min',
    family: 'numbers',
    doc: 'The least of the values of one record.',
    inSql: 'least(first, others)',
    unlikeSql:
      'DuckDB leaves nulls out and takes NaN for the greatest number; here one null makes the result null, and one NaN makes it NaN.',
    example: { text: 'min(3, 1, 2)', value: 1 },
    signatures: [{ parameters: severalValues, result: 'N', kernel: extreme((a, b) => a < b) }],
  },
  {
    name: 'max',
    family: 'numbers',
    doc: 'The greatest of the values of one record.',
    inSql: 'greatest(first, others)',
    unlikeSql:
      'DuckDB leaves nulls out and takes NaN for the greatest number; here one null makes the result null, and one NaN makes it NaN.',
    example: { text: 'max(3, 1, 2.5)', value: 3 },
    signatures: [{ parameters: severalValues, result: 'N', kernel: extreme((a, b) => a > b) }],
  },
  {
    name: 'clamp',
    family: 'numbers',
    doc: 'The value, but not below the low bound and not above the high one.',
    inSql: 'least(greatest(value, low), high)',
    unlikeSql:
      'DuckDB leaves nulls out and takes NaN for the greatest number; here one null makes the result null, NaN stays NaN, and a low bound above the high one makes the record bad.',
    example: { text: 'clamp(12, 0, 10)', value: 10 },
    signatures: [
      {
        parameters: [sameValue, { name: 'low', type: 'N' }, { name: 'high', type: 'N' }],
        result: 'N',
        kernel: clamp,
      },
    ],
  },
];

function digitsInRange(digits: unknown): string | undefined {
  return Number(digits) < -15 || Number(digits) > 15 ? '"digits" is from -15 to 15' : undefined;
}
