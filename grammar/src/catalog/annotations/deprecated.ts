import type { AnnotationSpec } from '../spec.ts';

export const deprecated: AnnotationSpec = {
  name: 'deprecated',
  doc: 'The field should not be used any more; uses of it are marked.',
  example: 'old: string @deprecated("Use id")',
  arguments: [{ value: 'string', required: false, doc: 'What to use instead.' }],
};
