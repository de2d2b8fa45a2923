import type { ConnectorSpec } from '../spec.ts';
import { csvOptions, csvWord, jsonlWord } from './text-formats.ts';

export const stdout: ConnectorSpec = {
  name: 'stdout',
  doc: 'Records go to the standard output as they come; all else that the run says goes to stderr. Not with `--json`, whose events go there.',
  example: 'stdout(format: "csv")',
  canRead: false,
  canWrite: true,
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
