import type { Diagram } from '../protocol.ts';

/** A name given twice, as while copying a statement, is drawn once: ids are what layout and drawing go by. */
export function withDistinctIds(diagram: Diagram): Diagram {
  const nodes = distinct(diagram.nodes);
  const edges = distinct(diagram.edges);
  const isDistinct = nodes.length === diagram.nodes.length && edges.length === diagram.edges.length;
  return isDistinct ? diagram : { ...diagram, nodes, edges };
}

function distinct<T extends { id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.toReversed().map((item) => [item.id, item])).values()].toReversed();
}
