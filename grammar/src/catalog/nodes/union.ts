import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const union: NodeKindSpec = {
  name: 'union',
  shape: 'union name(a, b, …)',
  doc: 'All records of several nodes, which have the same columns; a column gets the least type that holds those of all.',
  example: 'union everything(payments, features)',
  snippet: 'union ${1:name}(${2:a}, ${3:b})',
  properties: withOwn(),
};
