import type { AnnotationSpec } from '../spec.ts';

export const key: AnnotationSpec = {
  name: 'key',
  doc: 'The field identifies the record.',
  example: 'id: string @key',
  arguments: [],
};
