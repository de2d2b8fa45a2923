import type { Direction, LayoutGraph } from './layout.ts';

/** Room between two layers, and between two cards of one, as the layout leaves it. */
const betweenLayersPx = 64;
const betweenCardsPx = 36;

/** Left to right reads best; downwards is worth it where the cards get this much larger. */
const worthIt = 1.15;

interface Size {
  width: number;
  height: number;
}

/** The way a flow runs so that most of it can be read in the window: beside an editor there is more height than width. */
export function chooseDirection(graph: Pick<LayoutGraph, 'nodes' | 'edges'>, window: Size): Direction {
  const layers = layersOf(graph);
  const zoomOf = ({ width, height }: Size) => Math.min(window.width / width, window.height / height, 1);
  const down = zoomOf(extentDown(layers));
  return down > zoomOf(extentRight(layers)) * worthIt ? 'DOWN' : 'RIGHT';
}

function extentRight(layers: readonly Size[][]): Size {
  const width = sum(layers.map((layer) => most(layer.map((card) => card.width)) + betweenLayersPx));
  return { width, height: most(layers.map((layer) => sum(layer.map((card) => card.height + betweenCardsPx)))) };
}

function extentDown(layers: readonly Size[][]): Size {
  const height = sum(layers.map((layer) => most(layer.map((card) => card.height)) + betweenLayersPx));
  return { width: most(layers.map((layer) => sum(layer.map((card) => card.width + betweenCardsPx)))), height };
}

/** Cards by their distance from the start. A circle, which a half-typed flow may have, ends the search after some rounds. */
function layersOf({ nodes, edges }: Pick<LayoutGraph, 'nodes' | 'edges'>): Size[][] {
  const depth = new Map(nodes.map(({ id }) => [id, 0]));
  for (let round = 0, isOpen = true; isOpen && round < nodes.length; round++) {
    isOpen = false;
    for (const { from, to } of edges) {
      const next = (depth.get(from) ?? 0) + 1;
      if (next <= (depth.get(to) ?? Number.POSITIVE_INFINITY)) continue;
      depth.set(to, next);
      isOpen = true;
    }
  }
  const byDepth = Map.groupBy(nodes, ({ id }) => depth.get(id));
  return [...byDepth.values()];
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

function most(sizes: readonly number[]): number {
  return sizes.reduce((largest, size) => Math.max(largest, size), 0);
}
