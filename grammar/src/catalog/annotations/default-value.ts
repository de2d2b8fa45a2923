import type { AnnotationSpec } from '../spec.ts';

export const defaultValue: AnnotationSpec = {
  name: 'default',
  doc: 'The value a missing or null field gets where data enters.',
  example: 'country: string @default("FR")',
  on: [
    'bool',
    'int8',
    'int16',
    'int32',
    'int64',
    'uint8',
    'uint16',
    'uint32',
    'uint64',
    'float32',
    'float64',
    'string',
    'timestamp',
    'date',
    'duration',
  ],
  arguments: [{ value: 'field', required: true, doc: 'The value.' }],
};
