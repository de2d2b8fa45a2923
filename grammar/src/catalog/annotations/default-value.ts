import { scalarNames } from '../../types/type.ts';
import type { AnnotationSpec } from '../spec.ts';

export const defaultValue: AnnotationSpec = {
  name: 'default',
  doc: 'The value a missing or null field gets where data enters.',
  example: 'country: string @default("FR")',
  // What a literal can write.
  on: scalarNames.filter((name) => name !== 'bytes' && name !== 'json'),
  arguments: [{ value: 'field', required: true, doc: 'The value.' }],
};
