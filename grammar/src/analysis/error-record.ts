import { type Field, recordType, scalarType } from '../types/type.ts';

/** What leaves by `node.errors`: a bad record with everything needed to understand and to replay it. */
const fields: Field[] = [
  { name: 'record', type: scalarType('json'), doc: 'The record as it came in.' },
  { name: 'message', type: scalarType('string'), doc: 'What is wrong with it.' },
  { name: 'node', type: scalarType('string'), doc: 'The node it failed at.' },
  { name: 'attempt', type: scalarType('int32'), doc: 'Which attempt failed last; the first is 1.' },
  { name: 'at', type: scalarType('timestamp'), doc: 'When it failed.' },
  { name: 'line', type: scalarType('int64', true), doc: 'The line of the source it came from, where that is known.' },
];

export const errorRecord = recordType(fields);
