import type { AnnotationSpec } from '../spec.ts';

export const pii: AnnotationSpec = {
  name: 'pii',
  doc: 'The field holds personal data.',
  example: 'card: string @pii',
  arguments: [],
};
