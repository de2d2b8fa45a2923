import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const sql: NodeKindSpec = {
  name: 'sql',
  shape: 'sql name(a, b) """ SELECT … """',
  doc: 'One query of DuckDB over all records of its inputs, which are tables of their names. Its result is the schema of the node; without ORDER BY it has some order, the same in every run. What is too large for memory is kept on the disk.',
  example: 'sql totals(payments) """\n  SELECT id, sum(amount) AS total FROM payments GROUP BY id\n"""',
  snippet: 'sql ${1:name}(${2:input}) """\n\tSELECT ${3:*} FROM ${2:input}\n"""',
  properties: withOwn(),
};
