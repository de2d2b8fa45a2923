import type { AnnotationSpec } from '../spec.ts';

export const range: AnnotationSpec = {
  name: 'range',
  doc: 'The value must lie between the two bounds, both included; a record with another one is bad.',
  example: 'amount: float64 @range(min: 0)',
  on: ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float32', 'float64'],
  arguments: [
    { name: 'min', value: 'number', required: false, doc: 'The smallest value.' },
    { name: 'max', value: 'number', required: false, doc: 'The largest value.' },
  ],
};
