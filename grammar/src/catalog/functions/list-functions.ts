import type { TypedExpression } from '../../expressions/expression.ts';
import { perRow } from '../../expressions/kernels/kernel.ts';
import { concatLists, elementAt, sliceList, vectorOf } from '../../expressions/kernels/lists.ts';
import { dotProduct, meanOfNumbers, normOfNumbers, sumNumbers } from '../../expressions/kernels/numbers-in-lists.ts';
import type { Scalar } from '../../types/type.ts';
import type { FunctionSpec, ParameterSpec } from './function-spec.ts';
import {
  dotRule,
  elementRule,
  joinedListRule,
  joinedVectorRule,
  lengthOfVector,
  meanRule,
  positionIn,
  sliceRule,
  sumRule,
  vectorRule,
} from './list-rules.ts';
import { textConcatSignature, textLengthSignature } from './text-functions.ts';

const list: ParameterSpec = { name: 'list', type: 'list' };
const numbers: ParameterSpec = { name: 'numbers', type: 'numbers' };

export const listFunctions: FunctionSpec[] = [
  {
    name: 'vector',
    family: 'lists and vectors',
    doc: 'The numbers as a vector of fixed length.',
    inSql: 'array_value(first, others)',
    example: { text: 'sum(vector(1, 2, 3))', value: 6 },
    signatures: [
      {
        parameters: [
          { name: 'first', type: 'T' },
          { name: 'others', type: 'T', repeated: true },
        ],
        result: vectorRule,
        kernel: vectorOf,
      },
    ],
  },
  {
    name: 'length',
    family: 'lists and vectors',
    doc: 'How many characters a text has, or elements a list.',
    inSql: 'length(text)',
    example: { text: 'length("mill") + length([1, 2])', value: 6 },
    signatures: [
      textLengthSignature,
      {
        parameters: [list],
        result: 'int32',
        inSql: 'len(list)',
        kernel: (type) => perRow(type, (elements: ArrayLike<unknown>) => elements.length),
      },
    ],
  },
  {
    name: 'at',
    family: 'lists and vectors',
    doc: 'The element at a position, the first at 1, the last at -1; null outside of a list, and a bad record outside of a vector.',
    inSql: 'list_extract(list, position)',
    example: { text: 'at(["a", "b"], 1)', value: 'a' },
    signatures: [
      {
        parameters: [list, { name: 'position', type: 'int32', check: checkPosition }],
        result: elementRule,
        kernel: elementAt,
      },
    ],
  },
  {
    name: 'sum',
    family: 'lists and vectors',
    doc: 'The sum of the numbers of one record; 0 of none.',
    inSql: 'list_sum(numbers)',
    unlikeSql: 'Of no numbers DuckDB gives null; here the sum is 0, and never null.',
    example: { text: 'sum([1, 2, 3])', value: 6 },
    signatures: [{ parameters: [numbers], result: sumRule, kernel: sumNumbers }],
  },
  {
    name: 'mean',
    family: 'lists and vectors',
    doc: 'The mean of the numbers of one record; null of none.',
    inSql: 'list_avg(numbers)',
    example: { text: 'mean([1, 2, 6])', value: 3 },
    signatures: [{ parameters: [numbers], result: meanRule, kernel: (type) => perRow(type, meanOfNumbers) }],
  },
  {
    name: 'norm',
    family: 'lists and vectors',
    doc: 'The Euclidean length of a vector.',
    inSql: 'sqrt(list_inner_product(numbers, numbers))',
    unlikeSql:
      'DuckDB refuses lists with nulls and computes FLOATs as FLOAT; here nulls are left out, and the result is a float64.',
    example: { text: 'norm([3, 4])', value: 5 },
    signatures: [{ parameters: [numbers], result: 'float64', kernel: (type) => perRow(type, normOfNumbers) }],
  },
  {
    name: 'dot',
    family: 'lists and vectors',
    doc: 'The sum of the products of the elements of two vectors of the same length.',
    inSql: 'list_inner_product(a, b)',
    unlikeSql:
      'DuckDB refuses lists with nulls and computes FLOATs as FLOAT; here a null counts as 0, and the result is a float64.',
    example: { text: 'dot([1, 2], [3, 4])', value: 11 },
    signatures: [
      {
        parameters: [
          { name: 'a', type: 'numbers' },
          { name: 'b', type: 'numbers' },
        ],
        result: dotRule,
        kernel: (type) => perRow(type, dotProduct),
      },
    ],
  },
  {
    name: 'concat',
    family: 'lists and vectors',
    doc: 'Texts, lists or vectors one after the other.',
    inSql: 'first || others',
    example: { text: 'concat("mill", "race")', value: 'millrace' },
    signatures: [
      textConcatSignature,
      {
        parameters: [
          { name: 'first', type: 'T' },
          { name: 'others', type: 'T', repeated: true },
        ],
        result: joinedListRule,
        kernel: concatLists,
      },
      {
        parameters: [
          { name: 'first', type: 'numbers' },
          { name: 'others', type: 'numbers', repeated: true },
        ],
        result: joinedVectorRule,
        kernel: concatLists,
      },
    ],
  },
  {
    name: 'slice',
    family: 'lists and vectors',
    doc: 'The elements from the first position to the last, both included and counted as in `at`. Of a vector, whose positions are numbers inside of it, a vector.',
    inSql: 'list_slice(list, first, last)',
    example: { text: 'slice([10, 20, 30, 40], 2, -2)', value: [20, 30] },
    signatures: [
      {
        parameters: [list, { name: 'first', type: 'int32' }, { name: 'last', type: 'int32' }],
        result: sliceRule,
        kernel: sliceList,
      },
    ],
  },
];

function checkPosition(value: Scalar, [list, position]: readonly TypedExpression[]): string | undefined {
  if (value === 0) return 'Positions count from 1, or from -1 at the end';
  const length = list && lengthOfVector(list.type);
  const isOutside = length !== undefined && positionIn(position, length) === undefined;
  return isOutside ? `The vector has ${length} elements` : undefined;
}
