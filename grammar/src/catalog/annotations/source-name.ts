import type { AnnotationSpec } from '../spec.ts';

export const sourceName: AnnotationSpec = {
  name: 'name',
  doc: 'The name of the column in the source, where it differs from the field’s.',
  example: 'bytes: int64 @name("src bytes")',
  arguments: [{ value: 'string', required: true, doc: 'The name in the source.' }],
};
