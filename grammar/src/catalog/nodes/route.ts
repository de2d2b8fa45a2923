import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const route: NodeKindSpec = {
  name: 'route',
  shape: 'route name(input) { port: condition, …, rest: otherwise }',
  doc: 'Sends each record to the first port whose condition is true; other nodes read `name.port`. What no port takes is left out.',
  example: 'route level(payments) { high: amount >= 1000, low: otherwise }',
  snippet: 'route ${1:name}(${2:input}) { ${3:high}: ${4:condition}, ${5:low}: otherwise }',
  propertiesBehind: 'with',
  properties: withOwn(),
};
