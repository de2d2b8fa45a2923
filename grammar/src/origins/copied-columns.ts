/**
 * Most nodes hand most columns on, and a column may go through thousands of nodes: where it is a copy of one that came in is
 * looked up here, without a trace made for each of them. What is not found here may be a copy all the same.
 */
import type { NodeAnalysis } from '../analysis/flow-analysis.ts';

type Path = readonly string[];

/** Where in the first input the column is copied from. */
export function copiedColumn(node: NodeAnalysis, column: Path): Path | undefined {
  if (node.kind === 'filter') return column;
  return node.kind === 'select' ? copiesOf(node).get(column[0] as string) : undefined;
}

const known = new WeakMap<NodeAnalysis, ReadonlyMap<string, Path>>();

function copiesOf(node: NodeAnalysis): ReadonlyMap<string, Path> {
  const remembered = known.get(node);
  if (remembered !== undefined) return remembered;
  const copies = new Map<string, Path>();
  for (const { field, expression } of node.columns ?? [])
    if (expression?.op === 'field') copies.set(field.name, expression.path);
  known.set(node, copies);
  return copies;
}
