/** Where a flow runs to. */
export type Direction = 'RIGHT' | 'DOWN';

/** A graph as the layout sees it: sizes and topology, nothing that is drawn. */
export interface LayoutGraph {
  direction: Direction;
  nodes: { id: string; width: number; height: number; ports: Record<'in' | 'out' | 'errors', Point> }[];
  edges: { id: string; from: string; to: string; port: 'out' | 'errors' }[];
}

export interface Point {
  x: number;
  y: number;
}

/** Where everything goes, from the upper left corner of the picture. */
export interface Layout {
  direction: Direction;
  nodes: ReadonlyMap<string, Point>;
  /** The bends of each edge, its ends included. */
  edges: ReadonlyMap<string, readonly Point[]>;
}

/** Equal for two graphs exactly when one layout serves both: no relayout without a change of topology or size. */
export function layoutKey(graph: LayoutGraph): string {
  const nodes = graph.nodes.map((node) => [node.id, node.width, node.height]);
  const edges = graph.edges.map((edge) => [edge.id, edge.from, edge.to, edge.port]);
  return JSON.stringify([graph.direction, nodes, edges]);
}

/** The rectangle around all nodes that have a place. */
export function boundsOf({ nodes }: LayoutGraph, layout: Layout): Point & { width: number; height: number } {
  const placed = nodes.flatMap((node) => {
    const at = layout.nodes.get(node.id);
    return at === undefined ? [] : [{ ...at, right: at.x + node.width, bottom: at.y + node.height }];
  });
  const x = placed.reduce((least, each) => Math.min(least, each.x), placed[0]?.x ?? 0);
  const y = placed.reduce((least, each) => Math.min(least, each.y), placed[0]?.y ?? 0);
  const right = placed.reduce((most, each) => Math.max(most, each.right), x);
  const bottom = placed.reduce((most, each) => Math.max(most, each.bottom), y);
  return { x, y, width: right - x, height: bottom - y };
}
