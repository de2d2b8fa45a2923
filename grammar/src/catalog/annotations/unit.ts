import type { AnnotationSpec } from '../spec.ts';

export const unit: AnnotationSpec = {
  name: 'unit',
  doc: 'The unit of the value, for people.',
  example: 'amount: float64 @unit("EUR")',
  on: ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float32', 'float64'],
  arguments: [{ value: 'string', required: true, doc: 'The unit.' }],
};
