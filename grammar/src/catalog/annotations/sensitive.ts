import type { AnnotationSpec } from '../spec.ts';

export const sensitive: AnnotationSpec = {
  name: 'sensitive',
  doc: 'The field holds sensitive data of the named kind.',
  example: 'diagnosis: string @sensitive("health")',
  arguments: [{ value: 'string', required: true, doc: 'The kind of data: "health", "finance" …' }],
};
