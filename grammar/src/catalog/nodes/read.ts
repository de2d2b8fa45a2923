import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const read: NodeKindSpec = {
  name: 'read',
  shape: 'read name: Schema from connector("path", option: value)',
  doc: 'A source of records. Columns are found by name; a record that does not fit the schema is a bad record.',
  example: 'read payments: Payment from csv("data/payments.csv", delimiter: ";")',
  snippet: 'read ${1:name}: ${2:Schema} from ${3|csv,jsonl,parquet|}("${4:data/file.csv}")',
  properties: withOwn(),
};
