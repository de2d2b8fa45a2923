import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const aggregate: NodeKindSpec = {
  name: 'aggregate',
  shape: 'aggregate name(input) by key, … every 1m on time { column: count(), … }',
  doc: 'Computes over groups of records that have the same keys; without keys over all of them. Groups come in the order of their first records and are held in memory, up to 1 GiB. `every` cuts time into windows, each with groups of its own and its start in the column `windowStart`.',
  example: 'aggregate daily(payments) by id {\n  n:     count()\n  total: sum(amount)\n}',
  snippet: 'aggregate ${1:name}(${2:input}) by ${3:key} {\n\t${4:n}: count()\n}',
  propertiesBehind: 'with',
  properties: withOwn(),
};
