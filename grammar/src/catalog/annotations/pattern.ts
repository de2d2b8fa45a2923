import type { AnnotationSpec } from '../spec.ts';

export const pattern: AnnotationSpec = {
  name: 'pattern',
  doc: 'The text must match the regular expression as a whole; a record with another one is bad.',
  example: 'code: string @pattern("[A-Z]{2}[0-9]+")',
  on: ['string'],
  arguments: [
    { value: 'pattern', required: true, doc: 'A regular expression in the syntax of JavaScript, with Unicode rules.' },
  ],
};
