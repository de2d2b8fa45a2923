import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const join: NodeKindSpec = {
  name: 'join',
  shape: 'join name(left, right) on left.column == right.column',
  doc: 'Brings together the records of two nodes whose columns are the same. The right side is held in memory, up to 1 GiB, and the left streams.',
  example: 'join sold(payments, features) on payments.id == features.id {\n  kind:   left\n  prefix: "feature_"\n}',
  snippet: 'join ${1:name}(${2:left}, ${3:right}) on ${2:left}.${4:id} == ${3:right}.${5:id}',
  properties: withOwn(
    {
      name: 'kind',
      value: {
        kind: 'word',
        words: [
          { name: 'inner', doc: 'Only records that have a match.' },
          { name: 'left', doc: 'Every record of the left; without a match the columns of the right are null.' },
        ],
      },
      doc: 'What becomes of a record of the left that has no match.',
      default: 'inner',
    },
    {
      name: 'prefix',
      value: { kind: 'string' },
      doc: 'Put before the names of the columns of the right.',
      default: '',
    },
  ),
};
