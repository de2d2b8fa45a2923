import type { Diagram, DiagramNode } from '../protocol.ts';

/** The ids of the nodes that match every word of the query, in the order of the text; undefined for an empty query. */
export function searchNodes(diagram: Diagram, query: string): string[] | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const matches = (node: DiagramNode) => words.every((word) => textOf(node).includes(word));
  return diagram.nodes.filter(matches).map((node) => node.id);
}

function textOf({ name, kind, detail, added, removed }: DiagramNode): string {
  return [name, kind, detail, ...added.map((field) => field.name), ...removed].join(' ').toLowerCase();
}
