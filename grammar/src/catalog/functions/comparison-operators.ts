import { compare, type comparisons } from '../../expressions/kernels/compare.ts';
import type { FunctionSpec, Signature, TypePattern } from './function-spec.ts';

type ComparisonName = keyof typeof comparisons;

/** Families of values that have an order. */
export const orderedFamilies = ['number', 'string', 'timestamp', 'date', 'duration'] as const satisfies TypePattern[];
export const comparableFamilies = [...orderedFamilies, 'bool'] as const satisfies TypePattern[];

export const numbersThatAreNone =
  'NaN is equal to itself and greater than any number in DuckDB; here a value that is no number passes no limit. Whole numbers beyond 2^53 compare with floats exactly only here.';

function signaturesOf(name: ComparisonName, families: readonly TypePattern[]): Signature[] {
  return families.map((type) => ({
    parameters: [
      { name: 'left', type },
      { name: 'right', type },
    ],
    result: 'bool',
    kernel: compare(name),
  }));
}

export const comparisonOperators: FunctionSpec[] = [
  {
    name: 'equal',
    symbol: '==',
    family: 'operators',
    doc: 'Whether both are the same; with null written out, whether the other side is null.',
    inSql: 'left = right',
    unlikeSql: numbersThatAreNone,
    example: { text: '1 == 1.0', value: true },
    signatures: signaturesOf('equal', comparableFamilies),
  },
  {
    name: 'notEqual',
    symbol: '!=',
    family: 'operators',
    doc: 'Whether both differ; with null written out, whether the other side is not null.',
    inSql: 'left <> right',
    unlikeSql: numbersThatAreNone,
    example: { text: '"a" != "b"', value: true },
    signatures: signaturesOf('notEqual', comparableFamilies),
  },
  {
    name: 'lessThan',
    symbol: '<',
    family: 'operators',
    doc: 'Whether the left side is less, earlier, or before the right by the codes of its characters.',
    inSql: 'left < right',
    unlikeSql: numbersThatAreNone,
    example: { text: '1 < 2', value: true },
    signatures: signaturesOf('lessThan', orderedFamilies),
  },
  {
    name: 'lessThanOrEqual',
    symbol: '<=',
    family: 'operators',
    doc: 'Whether the left side is less than the right, or the same.',
    inSql: 'left <= right',
    unlikeSql: numbersThatAreNone,
    example: { text: '2 <= 2', value: true },
    signatures: signaturesOf('lessThanOrEqual', orderedFamilies),
  },
  {
    name: 'greaterThan',
    symbol: '>',
    family: 'operators',
    doc: 'Whether the left side is greater, later, or after the right by the codes of its characters.',
    inSql: 'left > right',
    unlikeSql: numbersThatAreNone,
    example: { text: '2026-02-01 > 2026-01-31', value: true },
    signatures: signaturesOf('greaterThan', orderedFamilies),
  },
  {
    name: 'greaterThanOrEqual',
    symbol: '>=',
    family: 'operators',
    doc: 'Whether the left side is greater than the right, or the same.',
    inSql: 'left >= right',
    unlikeSql: numbersThatAreNone,
    example: { text: '"b" >= "a"', value: true },
    signatures: signaturesOf('greaterThanOrEqual', orderedFamilies),
  },
];
