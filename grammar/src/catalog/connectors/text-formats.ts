import type { PropertySpec } from '../spec.ts';

/** Of what comes and goes as text, without a file whose name would say it. */
export const csvOptions: PropertySpec[] = [
  { name: 'delimiter', value: { kind: 'string', length: 1 }, doc: 'Between two columns, of csv.', default: ',' },
  {
    name: 'header',
    value: { kind: 'boolean' },
    doc: 'Whether the first line names the columns, of csv.',
    default: true,
  },
];

export const jsonlWord = { name: 'jsonl', doc: 'One JSON object a line.' };
export const csvWord = { name: 'csv', doc: 'Comma-separated values, with a header line.' };
export const jsonWord = { name: 'json', doc: 'One JSON text: a list of objects, or an object with such a list in it.' };
