import type { NodeKindSpec } from '../spec.ts';

export const use: NodeKindSpec = {
  name: 'use',
  shape: 'use name: Flow(stream: node, parameter: value)',
  doc: 'Runs another flow as a part of this one. Its outputs are read as `name`, where it has one, else as `name.output`.',
  example: 'use checked: Checked(records: payments, threshold: 0.5)',
  snippet: 'use ${1:name}: ${2:Flow}(${3:records}: ${4:input})',
  properties: [],
};
