import type { AnnotationSpec } from '../spec.ts';

export const oneOf: AnnotationSpec = {
  name: 'oneOf',
  doc: 'The value must be one of these; a record with another one is bad.',
  example: 'currency: string @oneOf("EUR", "USD")',
  on: ['string', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'],
  arguments: [{ value: 'field', required: true, isRepeated: true, doc: 'A value that is allowed.' }],
};
