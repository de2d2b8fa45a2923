import type { PropertySpec } from './spec.ts';

/** Properties of a `model` declaration. */
export const modelProperties: readonly PropertySpec[] = [
  {
    name: 'file',
    value: { kind: 'path', file: 'model', extensions: ['.onnx'] },
    doc: 'The ONNX file, relative to the folder of this one. Its inputs and outputs are read from it while you type.',
  },
  {
    name: 'inputs',
    value: { kind: 'contract' },
    doc: 'What every file of this model takes for one record: `{ features: float32[38] }`. Without a file flows are checked against this; with one the file is.',
  },
  {
    name: 'outputs',
    value: { kind: 'contract' },
    doc: 'What every file of this model gives for one record: `{ score: float32 }`.',
  },
  {
    name: 'checkpoint',
    value: {
      kind: 'either',
      of: [
        {
          kind: 'word',
          words: [
            { name: 'file', doc: 'The one it names; what is meant where nothing is said.' },
            {
              name: 'latest',
              doc: 'The newest that a task of the project has made, as of the start of a run; one that is promoted or pinned instead.',
            },
          ],
        },
        { kind: 'digest' },
      ],
    },
    doc: 'Which of its files: a digest says exactly which one, and a file that is another one cannot be planned with.',
  },
  {
    name: 'useCase',
    value: { kind: 'string' },
    doc: 'What the model is for, as the people who own it call it.',
  },
];
