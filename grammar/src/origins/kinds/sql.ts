import { type Input, isSqlNode } from '../../generated/ast.ts';
import type { QueryOrigin } from '../../sql/query-description.ts';
import { tableNameOf } from '../../sql/table-name.ts';
import type { RecordType } from '../../types/type.ts';
import { type ColumnStep, type TraceColumn, unknownTrace } from '../column-trace.ts';

/**
 * As the query's description says; a column that it cannot trace may be computed from any. Of a query that is not described,
 * a column is taken to be computed from every column that the query names, and from its own namesake where there is a star.
 */
export const traceSql: TraceColumn = ({ node, path: [name] }) => {
  if (!isSqlNode(node.node)) return unknownTrace;
  const { inputs, query = '' } = node.node;
  const origins = node.query?.origins[node.query.record.fields.findIndex((field) => field.name === name)];
  if (origins) return { steps: origins.flatMap((origin) => stepsTo(origin, inputs)) };
  const words = node.query === undefined ? wordsOf(query) : undefined;
  return { steps: node.inputs.flatMap(({ record }, input) => stepsInto(record, input, words, name as string)) };
};

function stepsTo({ table, column }: QueryOrigin, inputs: Input[]): ColumnStep[] {
  const input = inputs.findIndex((one) => tableNameOf(one) === table);
  return input < 0 ? [] : [{ input, path: [column], way: 'computed' }];
}

function stepsInto(
  record: RecordType | undefined,
  input: number,
  words: Set<string> | undefined,
  name: string,
): ColumnStep[] {
  const isNamed = (column: string) =>
    words === undefined ||
    words.has(column.toLowerCase()) ||
    (words.has('*') && column.toLowerCase() === name.toLowerCase());
  const read = record?.fields.filter((field) => isNamed(field.name)) ?? [];
  return read.map((field) => ({ input, path: [field.name], way: 'computed' }));
}

/** Names in quotes may hold anything but quotes. */
function wordsOf(query: string): Set<string> {
  const quoted = query.match(/"[^"]+"/g)?.map((one) => one.slice(1, -1)) ?? [];
  return new Set([...(query.match(/[\p{L}_][\p{L}\p{N}_$]*|\*/gu) ?? []), ...quoted].map((word) => word.toLowerCase()));
}
