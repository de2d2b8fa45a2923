import type { NodeAnalysis, SelectColumn } from '../../analysis/flow-analysis.ts';
import * as ast from '../../generated/ast.ts';
import { below, type ColumnLinks, type Link } from './link.ts';

/** What an item passes on by its name, and what lies inside of a record that it passes on by any name. Aggregates too. */
export const selectLinks: ColumnLinks = {
  down: (node, _, from) => columnsOf(node).flatMap((column) => linkDown(column, from)),
  up: (node, port, to) => (port === 'out' ? columnsOf(node).flatMap((column) => linkUp(column, to)) : []),
};

interface Passed {
  name: string;
  path: readonly string[];
  item: ast.SelectItem;
}

function columnsOf({ columns }: NodeAnalysis): Passed[] {
  return (columns ?? []).flatMap(({ field, expression, item }: SelectColumn) =>
    expression?.op === 'field' && !ast.isAggregateNode(item) ? [{ name: field.name, path: expression.path, item }] : [],
  );
}

function linkDown({ name, path, item }: Passed, from: readonly string[]): Link[] {
  const inner = below(from, path);
  return inner === undefined || isCopy(item, inner) ? [] : [linkOf(item, from, [name, ...inner])];
}

function linkUp({ name, path, item }: Passed, to: readonly string[]): Link[] {
  const inner = below(to, [name]);
  return inner === undefined || isCopy(item, inner) ? [] : [linkOf(item, [...path, ...inner], to)];
}

/** `new: old` is another column; what lies inside of it is the same. */
function isCopy(item: ast.SelectItem, inner: readonly string[]): boolean {
  return ast.isFieldItem(item) && item.value !== undefined && inner.length === 0;
}

function linkOf(item: ast.SelectItem, from: readonly string[], to: readonly string[]): Link {
  const isShorthand = ast.isFieldItem(item) && item.value === undefined && from.length === 1;
  return { input: 0, from, port: 'out', to, ...(isShorthand && { shorthand: item }) };
}
