import { GrammarUtils, type LangiumDocument } from 'langium';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { wrongQuery } from '../../diagnostics/queries.ts';
import type { SqlNode } from '../../generated/ast.ts';
import type { QueryMistake, QueryTable } from '../../sql/query-description.ts';
import { tableNameOf } from '../../sql/table-name.ts';
import { offsetInBlock } from '../../syntax/value-converter.ts';
import { isWhollyKnown } from '../../types/is-wholly-known.ts';
import type { AnalyzeNode, NodeContext } from '../node-context.ts';

/**
 * What DuckDB says the query gives, and what it finds wrong. It is asked once everything that comes in is known, and where
 * nobody can ask it the schema is unknown.
 */
export const analyzeSql: AnalyzeNode<SqlNode> = (node, { ports, accept, ...context }) => {
  const tables = tablesOf(node, context);
  const description = tables && ports.describeQuery?.({ query: node.query, tables });
  if (description === undefined) return {};
  if (description.ok) return { output: description.record, query: description };
  accept(wrongQuery(placeOf(node, description, context.document), description.message, description.unknown));
  return {};
};

/** undefined where one of the inputs or the query is not known as a whole. */
function tablesOf(node: SqlNode, { recordOf }: Pick<NodeContext, 'recordOf'>): QueryTable[] | undefined {
  const tables: QueryTable[] = [];
  for (const input of node.inputs) {
    const record = recordOf(input);
    const name = tableNameOf(input);
    if (record === undefined || name === undefined || !isWhollyKnown(record)) return undefined;
    tables.push({ name, record });
  }
  return node.query === undefined ? undefined : tables;
}

function placeOf(node: SqlNode, { at }: QueryMistake, { textDocument }: LangiumDocument): Place {
  const place: Place = { node, property: 'query' };
  const literal = GrammarUtils.findNodeForProperty(node.$cstNode, 'query');
  if (at === undefined || literal === undefined) return place;
  const positionOf = (offset: number) => textDocument.positionAt(literal.offset + offset);
  const start = positionOf(offsetInBlock(literal.text, at.offset));
  const end = positionOf(offsetInBlock(literal.text, at.offset + at.length - 1) + 1);
  return { ...place, range: { start, end } };
}
