import type { ConnectorSpec } from '../spec.ts';
import { tableOptions } from './table-options.ts';

export const sqlite: ConnectorSpec = {
  name: 'sqlite',
  doc: 'A table of a SQLite file. Lists, vectors, records and json are JSON text; timestamps and dates are text in ISO 8601.',
  example: 'sqlite("data/shop.db", table: "orders")',
  canRead: true,
  canWrite: true,
  oneOf: ['table', 'query'],
  options: [
    {
      name: 'path',
      value: { kind: 'path', file: 'data', extensions: ['.db', '.sqlite', '.sqlite3'], holds: 'tables' },
      doc: 'The file, relative to the folder of this one.',
      required: true,
      positional: true,
    },
    ...tableOptions,
  ],
};
