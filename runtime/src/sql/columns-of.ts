/** What is known of the columns of a query, from its syntax tree alone; undefined where not even their number is known. */
import type { QueryTable } from '@millrace/grammar';
import { type ColumnFacts, joinFacts, nullable } from './column-facts.ts';
import { ExpressionFacts } from './expression-facts.ts';
import type { CteMap, Expression, QueryNode, SelectNode, SetOperationNode } from './select-tree.ts';
import { type Column, renamedColumns, sourcesOf, type TableScope, tableColumns } from './sources-of.ts';
import { mayBeSeveral, starColumns } from './star-columns.ts';

type Tables = ReadonlyMap<string, Column[] | undefined>;

export function columnsOf(node: QueryNode, tables: readonly QueryTable[]): ColumnFacts[] | undefined {
  const known = new Map(tables.map((table) => [table.name.toLowerCase(), tableColumns(table)]));
  return queryColumns(node, known)?.map(({ facts }) => facts);
}

function queryColumns(node: QueryNode, outer: Tables): Column[] | undefined {
  const tables = withQueries(node.cte_map, outer);
  if (node.type === 'SELECT_NODE') return selectColumns(node, tables);
  if (node.type === 'SET_OPERATION_NODE') return unionColumns(node, tables);
  return undefined;
}

/** A name of WITH hides a table of that name. */
function withQueries(ctes: CteMap | undefined, outer: Tables): Tables {
  const tables = new Map(outer);
  for (const { key, value } of ctes?.map ?? []) {
    const columns = queryColumns(value.query.node, tables);
    tables.set(key.toLowerCase(), columns && renamedColumns(columns, value.aliases));
  }
  return tables;
}

function unionColumns(node: SetOperationNode, tables: Tables): Column[] | undefined {
  const left = queryColumns(node.left, tables);
  const right = queryColumns(node.right, tables);
  if (left === undefined || right === undefined || left.length !== right.length) return undefined;
  if (!['UNION', 'EXCEPT', 'INTERSECT'].includes(node.setop_type)) return undefined;
  return left.map(({ name, facts }, i) => ({ name, facts: joinFacts([facts, (right[i] as Column).facts]) }));
}

function selectColumns(node: SelectNode, tables: Tables): Column[] | undefined {
  const scope: TableScope = {
    columnsOfTable: (name) => tables.get(name.toLowerCase()),
    columnsOfQuery: ({ subquery }) => subquery && queryColumns(subquery.node, tables),
  };
  const sources = sourcesOf(node.from_table, scope);
  const facts = new ExpressionFacts(sources, { hasGroups: hasGroups(node), isNeverNull: notNullIn(node.where_clause) });
  const columns: Column[] = [];
  for (const item of node.select_list) {
    const found = item.class === 'STAR' ? starColumns(item, sources, facts) : itemColumns(item, facts);
    if (found === undefined) return undefined;
    for (const column of found) facts.addAlias(column);
    columns.push(...found);
  }
  return hasGroupingSets(node) ? columns.map((one) => ({ ...one, facts: nullable(one.facts) })) : columns;
}

function itemColumns(item: Expression, facts: ExpressionFacts): Column[] | undefined {
  if (mayBeSeveral(item)) return undefined;
  const name = item.alias ?? (item.class === 'COLUMN_REF' ? item.column_names?.at(-1) : undefined);
  return [{ name, facts: facts.of(item) }];
}

/** Then each group has a record, and what is computed over its records has one to look at. */
function hasGroups({ group_expressions = [], aggregate_handling, select_list }: SelectNode): boolean {
  if (aggregate_handling === 'FORCE_AGGREGATES') return select_list.some((item) => item.class === 'COLUMN_REF');
  return group_expressions.length > 0;
}

function hasGroupingSets({ group_sets = [] }: SelectNode): boolean {
  return group_sets.length > 1;
}

/** Columns that `x IS NOT NULL` rules out null for, alone or joined by AND. */
function notNullIn(where: Expression | undefined): Expression[] {
  if (where?.type === 'CONJUNCTION_AND') return (where.children ?? []).flatMap(notNullIn);
  return where?.type === 'OPERATOR_IS_NOT_NULL' ? (where.children ?? []) : [];
}
