import type { ConnectorSpec } from '../spec.ts';
import { csvOptions, csvWord, jsonlWord } from './text-formats.ts';

export const stdin: ConnectorSpec = {
  name: 'stdin',
  doc: 'What is piped into the command. It can be read once, by one node, so such a run cannot be resumed.',
  example: 'stdin(format: "jsonl")',
  canRead: true,
  canWrite: false,
  options: [
    {
      name: 'format',
      value: { kind: 'string', choices: [jsonlWord, csvWord] },
      doc: 'How the records are written.',
      default: 'jsonl',
    },
    ...csvOptions,
  ],
};
