import type { ConnectorSpec } from '../spec.ts';
import { tableOptions } from './table-options.ts';

export const postgres: ConnectorSpec = {
  name: 'postgres',
  doc: 'A table of a PostgreSQL database, called by its name or by `schema.name`. Lists of scalars are arrays; records, nested lists and json are json.',
  example: 'postgres(url: secret("PG_URL"), table: "orders")',
  canRead: true,
  canWrite: true,
  oneOf: ['table', 'query'],
  options: [
    {
      name: 'url',
      value: {
        kind: 'either',
        of: [
          {
            kind: 'url',
            schemes: ['postgres', 'postgresql'],
            example: 'postgres://user@localhost:5432/database',
          },
          { kind: 'secret' },
        ],
      },
      doc: 'Where the database is. A password belongs into a secret, which then is the whole address.',
      required: true,
      positional: true,
    },
    ...tableOptions,
  ],
};
