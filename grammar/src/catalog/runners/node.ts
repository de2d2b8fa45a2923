import type { RunnerSpec } from '../spec.ts';

export const node: RunnerSpec = {
  name: 'node',
  doc: 'A JavaScript or TypeScript module, in a Node process of its own that may only read the project. The function gets `(record, context)`; the module may also export `open(context)` and `close()`. `millrace types` writes the types of both arguments.',
  example: 'node("steps/clean.ts", export: "clean")',
  options: [
    {
      name: 'file',
      value: { kind: 'path', file: 'code', extensions: ['.ts', '.mts', '.js', '.mjs'] },
      doc: 'The module, relative to the folder of this file.',
      required: true,
      positional: true,
    },
    { name: 'export', value: { kind: 'string' }, doc: 'The name of the exported function.', default: 'default' },
  ],
};
