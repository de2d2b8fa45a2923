import { GrammarUtils, type LangiumDocument } from 'langium';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { wrongQuery } from '../../diagnostics/queries.ts';
import type { SqlNode } from '../../generated/ast.ts';
import type { QueryMistake, QueryResult, QueryTable } from '../../sql/query-description.ts';
import { surplusWords } from '../../sql/surplus-words.ts';
import { tableNameOf } from '../../sql/table-name.ts';
import { isClosedBlock, offsetInBlock } from '../../syntax/value-converter.ts';
import { fieldNamed } from '../../types/field-named.ts';
import { isWhollyKnown } from '../../types/is-wholly-known.ts';
import type { Field, RecordType } from '../../types/type.ts';
import type { AnalyzeNode, NodeContext } from '../node-context.ts';
import { passedOn } from './select-columns.ts';

/**
 * What DuckDB says the query gives, and what it finds wrong. It is asked once everything that comes in is known, and where
 * nobody can ask it the schema is unknown.
 */
export const analyzeSql: AnalyzeNode<SqlNode> = (node, { ports, accept, ...context }) => {
  const tables = tablesOf(node, context);
  const description = tables && ports.describeQuery?.({ query: node.query, tables });
  if (description === undefined) return {};
  if (description.ok) return { output: withRules(description, tables ?? []), query: description };
  if (isClosed(node))
    accept(wrongQuery(placeOf(node, description, context.document), description.message, description.unknown));
  return {};
};

/**
 * What an annotation says of each value goes on with a column that the query gives as it is. A key may come twice behind a join,
 * and what is personal is followed by where columns come from.
 */
function withRules({ record, copies }: QueryResult, tables: readonly QueryTable[]): RecordType {
  const fields = record.fields.map((field, index) => {
    const copy = copies?.[index];
    const table = tables.find(({ name }) => name.toLowerCase() === copy?.table.toLowerCase());
    const column = fieldNamed(table?.record, copy?.column);
    return column === undefined ? field : { ...field, ...rulesOfValues(column) };
  });
  return { ...record, fields };
}

function rulesOfValues(column: Field): Pick<Field, 'rules'> {
  const { key: _key, pii: _pii, sensitive: _sensitive, ...rules } = passedOn(column).rules ?? {};
  return Object.keys(rules).length === 0 ? {} : { rules };
}

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

/** What is wrong with a query that has no end comes of that. */
function isClosed(node: SqlNode): boolean {
  return isClosedBlock(GrammarUtils.findNodeForProperty(node.$cstNode, 'query')?.text ?? '');
}

function placeOf(node: SqlNode, mistake: QueryMistake, { textDocument }: LangiumDocument): Place {
  const at = mistake.at ?? (mistake.surplus && surplusWords(node.query, mistake.surplus));
  const place: Place = { node, property: 'query' };
  const literal = GrammarUtils.findNodeForProperty(node.$cstNode, 'query');
  if (at === undefined || literal === undefined) return place;
  const positionOf = (offset: number) => textDocument.positionAt(literal.offset + offset);
  const start = positionOf(offsetInBlock(literal.text, at.offset));
  const end = positionOf(offsetInBlock(literal.text, at.offset + at.length - 1) + 1);
  return { ...place, range: { start, end } };
}
