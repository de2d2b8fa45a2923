import type { RunnerSpec } from '../spec.ts';

export const python: RunnerSpec = {
  name: 'python',
  doc: 'A Python module, in a process of its own, with Python 3.9 or newer and no package. The function gets `(record, context)`, a record as a dict; the module may also have `open(context)` and `close()`. Times are `datetime`s, bytes `bytes`.',
  example: 'python("steps/train.py", function: "train")',
  options: [
    {
      name: 'file',
      value: { kind: 'path', file: 'code', extensions: ['.py'] },
      doc: 'The module, relative to the folder of this file.',
      required: true,
      positional: true,
    },
    { name: 'function', value: { kind: 'string' }, doc: 'The name of the function.', default: 'main' },
  ],
};
