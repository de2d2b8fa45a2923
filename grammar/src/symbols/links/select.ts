import type { NodeAnalysis, SelectColumn } from '../../analysis/flow-analysis.ts';
import * as ast from '../../generated/ast.ts';
import { below, type ColumnLinks, type Link } from './link.ts';

/** What an item passes on by its name, and what lies inside of a record that it passes on by any name. Aggregates too. */
export const selectLinks: ColumnLinks = {
  down: (node, _, from) => (passedBy(node).byFirst.get(from[0] ?? '') ?? []).flatMap((one) => linkDown(one, from)),
  up: (node, port, to) =>
    port === 'out' ? (passedBy(node).byName.get(to[0] ?? '') ?? []).flatMap((one) => linkUp(one, to)) : [],
};

interface Passed {
  name: string;
  path: readonly string[];
  item: ast.SelectItem;
}

interface PassedColumns {
  byName: ReadonlyMap<string, Passed[]>;
  /** By the first name of what is passed on. */
  byFirst: ReadonlyMap<string, Passed[]>;
}

const known = new WeakMap<NodeAnalysis, PassedColumns>();

function passedBy(node: NodeAnalysis): PassedColumns {
  const remembered = known.get(node);
  if (remembered !== undefined) return remembered;
  const columns = columnsOf(node);
  const found = {
    byName: Map.groupBy(columns, ({ name }) => name),
    byFirst: Map.groupBy(columns, ({ path }) => path[0] as string),
  };
  known.set(node, found);
  return found;
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
