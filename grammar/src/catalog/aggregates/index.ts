import { isIntegerName, isNumber } from '../../types/numeric-types.ts';
import { scalarType, type Type } from '../../types/type.ts';
import type { ParameterSpec, ResultRule } from '../functions/function-spec.ts';
import type { AggregateSpec } from './aggregate-spec.ts';

const value: ParameterSpec = { name: 'value', type: 'T' };
const number: ParameterSpec = { name: 'number', type: 'number' };

const sumRule: ResultRule = {
  label: 'int64 of whole numbers, else float64',
  of: ([type]) =>
    type !== undefined && isNumber(type) ? scalarType(isIntegerName(type.name) ? 'int64' : 'float64') : undefined,
};

const sameRule: ResultRule = { label: "the value's type", of: ([type]) => type };

const ordered = new Set(['string', 'timestamp', 'date', 'duration']);

const orderedRule: ResultRule = {
  label: "the value's type",
  of: ([type]) => (type !== undefined && hasOrder(type) ? type : undefined),
};

function hasOrder(type: Type): boolean {
  return isNumber(type) || (type.kind === 'scalar' && ordered.has(type.name));
}

/** Every aggregate function, in the order of the reference. */
export const aggregates: readonly AggregateSpec[] = [
  {
    name: 'count',
    doc: 'How many records the group has, or how many of them have the value.',
    inSql: 'count(value)',
    example: 'n: count()',
    hidesValue: true,
    signatures: [
      { parameters: [], result: 'int64', nullability: 'never', inSql: 'count(*)' },
      { parameters: [value], result: 'int64', nullability: 'never' },
    ],
  },
  {
    name: 'countDistinct',
    doc: 'How many different values there are.',
    inSql: 'count(DISTINCT value)',
    example: 'cards: countDistinct(card)',
    hidesValue: true,
    signatures: [{ parameters: [value], result: 'int64', nullability: 'never' }],
  },
  {
    name: 'sum',
    doc: 'The sum; what does not fit the result fails the run.',
    inSql: 'sum(number)',
    example: 'total: sum(amount)',
    signatures: [{ parameters: [number], result: sumRule }],
  },
  {
    name: 'avg',
    doc: 'The mean.',
    inSql: 'avg(number)',
    example: 'mean: avg(amount)',
    signatures: [{ parameters: [number], result: 'float64' }],
  },
  {
    name: 'min',
    doc: 'The least value.',
    inSql: 'min(value)',
    example: 'lowest: min(amount)',
    signatures: [{ parameters: [value], result: orderedRule }],
  },
  {
    name: 'max',
    doc: 'The greatest value.',
    inSql: 'max(value)',
    example: 'highest: max(amount)',
    signatures: [{ parameters: [value], result: orderedRule }],
  },
  {
    name: 'first',
    doc: 'The value of the first record that has one, in the order they came in.',
    inSql: 'first(value) FILTER (value IS NOT NULL)',
    example: 'opened: first(at)',
    signatures: [{ parameters: [value], result: sameRule }],
  },
  {
    name: 'last',
    doc: 'The value of the last record that has one, in the order they came in.',
    inSql: 'last(value) FILTER (value IS NOT NULL)',
    example: 'closed: last(at)',
    signatures: [{ parameters: [value], result: sameRule }],
  },
];

export function aggregateNamed(name: string): AggregateSpec | undefined {
  return aggregates.find((spec) => spec.name === name);
}
