import type { PropertySpec } from './spec.ts';

/** Properties of a `model` declaration. */
export const modelProperties: readonly PropertySpec[] = [
  {
    name: 'file',
    value: { kind: 'path', file: 'model', extensions: ['.onnx'] },
    doc: 'The ONNX file, relative to the folder of this one. Its inputs and outputs are read from it while you type.',
    required: true,
  },
  {
    name: 'useCase',
    value: { kind: 'string' },
    doc: 'What the model is for, as the people who own it call it.',
  },
];
