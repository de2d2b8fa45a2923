import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const select: NodeKindSpec = {
  name: 'select',
  shape: 'select name(input) { field, new: expression, ...record as prefix_*, * except (a, b) }',
  doc: 'Chooses, computes, renames and flattens columns. Only what is named goes on; `*` stands for all the rest.',
  example: 'select features(payments) {\n  id\n  amountLog: ln(1 + amount)\n  ...merchant as merchant_*\n}',
  snippet: 'select ${1:name}(${2:input}) {\n\t$0\n}',
  propertiesBehind: 'with',
  properties: withOwn(),
};
