import type { ConnectorSpec } from '../spec.ts';

export const jsonl: ConnectorSpec = {
  name: 'jsonl',
  doc: 'One JSON object a line, in UTF-8. Records, lists and vectors nest as they are.',
  example: 'jsonl("data/events.jsonl")',
  canRead: true,
  canWrite: true,
  options: [
    {
      name: 'path',
      value: { kind: 'path', file: 'data', extensions: ['.jsonl', '.ndjson'] },
      doc: 'The file, relative to the folder of this one.',
      required: true,
      positional: true,
    },
  ],
};
