import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const write: NodeKindSpec = {
  name: 'write',
  shape: 'write name(input) to connector("path", option: value)',
  doc: 'A sink of records. The file appears under its name only when the whole run has succeeded.',
  example: 'write report(scored) to parquet("out/scores.parquet")',
  snippet: 'write ${1:name}(${2:input}) to ${3|csv,jsonl,parquet|}("${4:out/file.csv}")',
  properties: withOwn({
    name: 'allow',
    value: { kind: 'columns' },
    doc: 'Columns that may be written although they hold personal or sensitive data. In `errors`, `record` holds all that came in.',
  }),
};
