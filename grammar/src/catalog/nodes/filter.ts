import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const filter: NodeKindSpec = {
  name: 'filter',
  shape: 'filter name(input) where condition',
  doc: 'Keeps the records whose condition is true; null counts as false. `where x != null` makes `x` non-null behind it.',
  example: 'filter large(payments) where amount > 1000',
  snippet: 'filter ${1:name}(${2:input}) where ${3:condition}',
  properties: withOwn(),
};
