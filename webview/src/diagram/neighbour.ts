import type { Layout, Point } from '../layout/layout.ts';
import type { Diagram } from '../protocol.ts';

export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export function isDirection(key: string): key is ArrowKey {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';
}

const turnedKeys: Record<ArrowKey, ArrowKey> = {
  ArrowDown: 'ArrowRight',
  ArrowUp: 'ArrowLeft',
  ArrowRight: 'ArrowDown',
  ArrowLeft: 'ArrowUp',
};

/** A flow that runs down, as if it ran to the right. */
function turned({ nodes, edges }: Layout): Layout {
  return { direction: 'RIGHT', nodes: new Map([...nodes].map(([id, { x, y }]) => [id, { x: y, y: x }])), edges };
}

/**
 * Where an arrow key goes from a node: left and right along the edges, to the neighbour that is nearest in height; up and down
 * to the nearest node above or below; the other way round where the flow runs down. undefined where nothing lies that way.
 */
export function neighbour(diagram: Diagram, layout: Layout, from: string, direction: ArrowKey): string | undefined {
  if (layout.direction === 'DOWN') return neighbour(diagram, turned(layout), from, turnedKeys[direction]);
  const start = layout.nodes.get(from);
  if (start === undefined) return undefined;
  const ids = candidates(diagram, layout, from, direction, start);
  return nearest(ids, layout, start, direction === 'ArrowUp' || direction === 'ArrowDown');
}

function candidates(diagram: Diagram, layout: Layout, from: string, direction: ArrowKey, start: Point): string[] {
  if (direction === 'ArrowRight') return diagram.edges.filter((edge) => edge.from === from).map((edge) => edge.to);
  if (direction === 'ArrowLeft') return diagram.edges.filter((edge) => edge.to === from).map((edge) => edge.from);
  const sign = direction === 'ArrowUp' ? -1 : 1;
  return [...layout.nodes].filter(([, { y }]) => (y - start.y) * sign > 0).map(([id]) => id);
}

/** Across is dear when going up or down, so that one stays in a column where it goes on. */
function nearest(ids: string[], layout: Layout, start: Point, isVertical: boolean): string | undefined {
  const cost = (id: string) => {
    const { x, y } = layout.nodes.get(id) ?? { x: Infinity, y: Infinity };
    return isVertical ? Math.abs(x - start.x) * 3 + Math.abs(y - start.y) : Math.abs(y - start.y);
  };
  return ids.toSorted((a, b) => cost(a) - cost(b))[0];
}
