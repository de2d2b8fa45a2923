import { assertNever } from '../assert-never.ts';
import type { Diagram, DiagramPatch } from '../protocol.ts';

/**
 * The diagram after the patches. Nodes and edges that did not change stay the same objects, and so do the lists when
 * nothing in them changed: what is drawn rests on that to draw only what is new.
 */
export function applyPatches(diagram: Diagram, patches: readonly DiagramPatch[]): Diagram {
  return patches.reduce(applyPatch, diagram);
}

function applyPatch(diagram: Diagram, patch: DiagramPatch): Diagram {
  switch (patch.type) {
    case 'replace':
      return patch.diagram;
    case 'add-node':
    case 'change-node':
      return { ...diagram, nodes: put(diagram.nodes, patch.node) };
    case 'remove-node':
      return { ...diagram, nodes: diagram.nodes.filter((node) => node.id !== patch.id) };
    case 'add-edge':
    case 'change-edge':
      return { ...diagram, edges: put(diagram.edges, patch.edge) };
    case 'remove-edge':
      return { ...diagram, edges: diagram.edges.filter((edge) => edge.id !== patch.id) };
    default:
      return assertNever(patch);
  }
}

/** Replaces the item of that id in its place, or adds it at the end. */
function put<T extends { id: string }>(items: readonly T[], item: T): T[] {
  const place = items.findIndex((each) => each.id === item.id);
  return place < 0 ? [...items, item] : items.with(place, item);
}
