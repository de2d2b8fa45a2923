import { listOf } from '../../expressions/kernels/list-of.ts';
import { threeValued } from '../../expressions/kernels/logic.ts';
import { between, membership } from '../../expressions/kernels/membership.ts';
import { not, nullTest } from '../../expressions/kernels/null-test.ts';
import { isNullable } from '../../types/nullability.ts';
import { scalarType, type Type } from '../../types/type.ts';
import { isComparable } from './comparable.ts';
import { comparableFamilies, numbersThatAreNone, orderedFamilies } from './comparison-operators.ts';
import type { FunctionSpec, ParameterSpec, ResultRule } from './function-spec.ts';

const twoConditions: ParameterSpec[] = [
  { name: 'left', type: 'bool' },
  { name: 'right', type: 'bool' },
];

/** Null also where the value is not found and an element is null. */
const foundInList: ResultRule = {
  label: 'bool',
  of([value, list]) {
    if (list?.kind !== 'list' && list?.kind !== 'vector') return undefined;
    const element: Type = list.kind === 'list' ? list.element : scalarType(list.element);
    return isComparable(value as Type, element) ? scalarType('bool', isNullable(element)) : undefined;
  },
};

const listOfCommonType: ResultRule = {
  label: 'T[]',
  of: ([element]) => element && { kind: 'list', element, nullable: false },
};

export const logicOperators: FunctionSpec[] = [
  {
    name: 'and',
    symbol: 'and',
    family: 'operators',
    doc: 'True where both are; false where either is false, whatever the other.',
    inSql: 'left AND right',
    example: { text: 'true and false', value: false },
    signatures: [{ parameters: twoConditions, result: 'bool', lazy: threeValued(0) }],
  },
  {
    name: 'or',
    symbol: 'or',
    family: 'operators',
    doc: 'True where either is true, whatever the other.',
    inSql: 'left OR right',
    example: { text: 'true or false', value: true },
    signatures: [{ parameters: twoConditions, result: 'bool', lazy: threeValued(1) }],
  },
  {
    name: 'not',
    symbol: 'not',
    family: 'operators',
    doc: 'The opposite of a condition.',
    inSql: 'NOT condition',
    example: { text: 'not false', value: true },
    signatures: [{ parameters: [{ name: 'condition', type: 'bool' }], result: 'bool', kernel: not }],
  },
  {
    name: 'in',
    symbol: 'in',
    family: 'operators',
    doc: 'Whether the value is an element of the list.',
    inSql: 'value = ANY(list)',
    unlikeSql: `${numbersThatAreNone} Of a list that is null DuckDB says false; here it is null.`,
    example: { text: '"b" in ["a", "b"]', value: true },
    signatures: comparableFamilies.map((type) => ({
      parameters: [
        { name: 'value', type },
        { name: 'list', type: 'list' },
      ],
      result: foundInList,
      kernel: membership,
    })),
  },
  {
    name: 'between',
    symbol: 'between',
    family: 'operators',
    doc: 'Whether the value is at least the low bound and at most the high one.',
    inSql: 'value BETWEEN low AND high',
    unlikeSql: numbersThatAreNone,
    example: { text: '3 between 1 and 3', value: true },
    signatures: orderedFamilies.map((type) => ({
      parameters: [
        { name: 'value', type },
        { name: 'low', type },
        { name: 'high', type },
      ],
      result: 'bool',
      lazy: between,
    })),
  },
  {
    name: 'isNull',
    symbol: '== null',
    family: 'operators',
    doc: 'Whether there is no value.',
    inSql: 'value IS NULL',
    example: { text: 'nullIf(1, 1) == null', value: true },
    signatures: [
      { parameters: [{ name: 'value', type: 'any' }], result: 'bool', nullability: 'never', lazy: nullTest(1) },
    ],
  },
  {
    name: 'isNotNull',
    symbol: '!= null',
    family: 'operators',
    doc: 'Whether there is a value.',
    inSql: 'value IS NOT NULL',
    example: { text: 'nullIf(1, 2) != null', value: true },
    signatures: [
      { parameters: [{ name: 'value', type: 'any' }], result: 'bool', nullability: 'never', lazy: nullTest(0) },
    ],
  },
  {
    name: 'list',
    symbol: '[ ]',
    family: 'operators',
    doc: 'The values as a list.',
    inSql: '[elements]',
    example: { text: '[1 + 1, 3]', value: [2, 3] },
    signatures: [
      {
        parameters: [{ name: 'elements', type: 'T', repeated: true }],
        result: listOfCommonType,
        nullability: 'never',
        lazy: listOf,
      },
    ],
  },
];
