import type { ConnectorSpec } from '../spec.ts';

export const parquet: ConnectorSpec = {
  name: 'parquet',
  doc: 'Apache Parquet: typed columns, compressed. The fastest to read and to write.',
  example: 'parquet("out/scores.parquet", compression: "zstd")',
  canRead: true,
  canWrite: true,
  options: [
    {
      name: 'path',
      value: { kind: 'path', file: 'data', extensions: ['.parquet'] },
      doc: 'The file, relative to the folder of this one.',
      required: true,
      positional: true,
    },
    {
      name: 'compression',
      value: {
        kind: 'string',
        choices: [
          { name: 'zstd', doc: 'Small and fast.' },
          { name: 'snappy', doc: 'Faster, larger; the oldest readers know it.' },
          { name: 'gzip', doc: 'Small and slow.' },
          { name: 'uncompressed', doc: 'As it is.' },
        ],
      },
      doc: 'How columns are compressed when written.',
      default: 'zstd',
      only: 'write',
    },
  ],
};
