/** A graph as the layout sees it: sizes and topology, nothing that is drawn. */
export interface LayoutGraph {
  nodes: { id: string; width: number; height: number; ports: Record<'in' | 'out' | 'errors', Point> }[];
  edges: { id: string; from: string; to: string; port: 'out' | 'errors' }[];
}

export interface Point {
  x: number;
  y: number;
}

/** Where everything goes, from the upper left corner of the picture. */
export interface Layout {
  nodes: ReadonlyMap<string, Point>;
  /** The bends of each edge, its ends included. */
  edges: ReadonlyMap<string, readonly Point[]>;
}

/** Equal for two graphs exactly when one layout serves both: no relayout without a change of topology or size. */
export function layoutKey(graph: LayoutGraph): string {
  const nodes = graph.nodes.map((node) => [node.id, node.width, node.height]);
  const edges = graph.edges.map((edge) => [edge.id, edge.from, edge.to, edge.port]);
  return JSON.stringify([nodes, edges]);
}
