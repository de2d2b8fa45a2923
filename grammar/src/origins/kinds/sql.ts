import { isSqlNode } from '../../generated/ast.ts';
import type { RecordType } from '../../types/type.ts';
import type { ColumnStep, TraceColumn } from '../column-trace.ts';

/**
 * The query is not parsed: a column of its result is computed from every column that the query names, and is taken for one
 * of its own name where the query has a star. What it does not name it cannot show.
 */
export const traceSql: TraceColumn = ({ node, path: [name], incoming }) => {
  const words = isSqlNode(node.node) ? wordsOf(node.node.query ?? '') : new Set<string>();
  const steps = node.inputs.flatMap((_, input) => stepsInto(incoming(input), input, words, name as string));
  return { steps };
};

function stepsInto(record: RecordType | undefined, input: number, words: Set<string>, name: string): ColumnStep[] {
  const isNamed = (column: string) =>
    words.has(column.toLowerCase()) || (words.has('*') && column.toLowerCase() === name.toLowerCase());
  const read = record?.fields.filter((field) => isNamed(field.name)) ?? [];
  return read.map((field) => ({ input, path: [field.name], way: 'computed' }));
}

/** Names in quotes may hold anything but quotes. */
function wordsOf(query: string): Set<string> {
  const quoted = query.match(/"[^"]+"/g)?.map((one) => one.slice(1, -1)) ?? [];
  return new Set([...(query.match(/[\p{L}_][\p{L}\p{N}_$]*|\*/gu) ?? []), ...quoted].map((word) => word.toLowerCase()));
}
