import type { ConnectorSpec } from '../spec.ts';

export const csv: ConnectorSpec = {
  name: 'csv',
  doc: 'Comma-separated values in UTF-8, with a header line. Columns are found by their names; others are ignored.',
  example: 'csv("data/payments.csv", delimiter: ";")',
  canRead: true,
  canWrite: true,
  options: [
    {
      name: 'path',
      value: { kind: 'path', file: 'data', extensions: ['.csv', '.tsv', '.txt'] },
      doc: 'The file, relative to the folder of this one.',
      required: true,
      positional: true,
    },
    { name: 'delimiter', value: { kind: 'string', length: 1 }, doc: 'Between two columns.', default: ',' },
    { name: 'header', value: { kind: 'boolean' }, doc: 'Whether the first line names the columns.', default: true },
    { name: 'quote', value: { kind: 'string', length: 1 }, doc: 'Around values that need it.', default: '"' },
    { name: 'nullText', value: { kind: 'string' }, doc: 'How null is written.', default: '' },
  ],
};
