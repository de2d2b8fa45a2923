import type { PropertySpec } from '../spec.ts';

/** Of every database: what is read, and how it is written. */
export const tableOptions: PropertySpec[] = [
  { name: 'table', value: { kind: 'string' }, doc: 'The table that is read or written; made where there is none.' },
  {
    name: 'query',
    value: { kind: 'string' },
    doc: 'A SELECT to read instead, in the words of the database.',
    only: 'read',
  },
  {
    name: 'mode',
    value: {
      kind: 'string',
      choices: [
        { name: 'append', doc: 'Records are added to those that are there.' },
        { name: 'replace', doc: 'Records take the place of all that are there.' },
        { name: 'upsert', doc: 'A record takes the place of the one with the same @key fields; others are added.' },
      ],
    },
    doc: 'What becomes of the records that are there. They change when all records are written, in one transaction.',
    default: 'append',
    only: 'write',
  },
];
