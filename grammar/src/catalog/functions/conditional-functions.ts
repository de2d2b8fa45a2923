import { firstNonNull } from '../../expressions/kernels/choose.ts';
import { nullWhereEqual } from '../../expressions/kernels/null-where-equal.ts';
import { comparableFamilies, numbersThatAreNone } from './comparison-operators.ts';
import type { FunctionSpec } from './function-spec.ts';

export const conditionalFunctions: FunctionSpec[] = [
  {
    name: 'coalesce',
    family: 'conditionals',
    doc: 'The first of the values that is not null; `a ?? b` is the same for two.',
    inSql: 'coalesce(first, others)',
    example: { text: 'coalesce(nullIf(1, 1), 2)', value: 2 },
    signatures: [
      {
        parameters: [
          { name: 'first', type: 'T' },
          { name: 'others', type: 'T', repeated: true },
        ],
        result: 'T',
        nullability: 'all',
        lazy: firstNonNull,
      },
    ],
  },
  {
    name: 'nullIf',
    family: 'conditionals',
    doc: 'The value, or null where it equals the other one.',
    inSql: 'nullif(value, absent)',
    unlikeSql: numbersThatAreNone,
    example: { text: 'nullIf("n/a", "n/a") ?? "none"', value: 'none' },
    signatures: comparableFamilies.map((type) => ({
      parameters: [
        { name: 'value', type },
        { name: 'absent', type },
      ],
      result: { label: "the value's type?", of: ([value]) => value },
      nullability: 'always',
      lazy: nullWhereEqual,
    })),
  },
];
