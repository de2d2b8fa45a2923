/**
 * The difference of two diagrams as patches. Invariant: `applyPatches(a, diffDiagrams(a, b))` shows the same as b. The order
 * of nodes and edges says nothing in a diagram, so moving a statement sends no patch. It refuses to be clever where ids do
 * not tell the parts apart (a name given twice) or the flow is another one: then the whole diagram goes out.
 */
import type { Diagram, DiagramPatch } from '../protocol.ts';

export interface ShownDiagram {
  diagram: Diagram;
  /** The names of all flows of the file. */
  flows: string[];
}

export function diffDiagrams(before: ShownDiagram, after: ShownDiagram): DiagramPatch[] {
  if (isComparable(before, after)) {
    const nodes = partsOf(before.diagram.nodes, after.diagram.nodes);
    const edges = partsOf(before.diagram.edges, after.diagram.edges);
    return [
      ...edges.removed.map((edge) => ({ type: 'remove-edge', id: edge.id }) as const),
      ...nodes.removed.map((node) => ({ type: 'remove-node', id: node.id }) as const),
      ...nodes.added.map((node) => ({ type: 'add-node', node }) as const),
      ...nodes.changed.map((node) => ({ type: 'change-node', node }) as const),
      ...edges.added.map((edge) => ({ type: 'add-edge', edge }) as const),
      ...edges.changed.map((edge) => ({ type: 'change-edge', edge }) as const),
    ];
  }
  return [{ type: 'replace', diagram: after.diagram, flows: after.flows }];
}

function isComparable(before: ShownDiagram, after: ShownDiagram): boolean {
  return (
    before.diagram.flow === after.diagram.flow &&
    isSame(before.flows, after.flows) &&
    [before.diagram, after.diagram].every(({ nodes, edges }) => hasDistinctIds(nodes) && hasDistinctIds(edges))
  );
}

interface Parts<T> {
  added: T[];
  changed: T[];
  removed: T[];
}

function partsOf<T extends { id: string }>(before: T[], after: T[]): Parts<T> {
  const old = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.map((item) => item.id));
  return {
    added: after.filter((item) => !old.has(item.id)),
    changed: after.filter((item) => old.has(item.id) && !isSame(old.get(item.id), item)),
    removed: before.filter((item) => !kept.has(item.id)),
  };
}

function hasDistinctIds(items: { id: string }[]): boolean {
  return new Set(items.map((item) => item.id)).size === items.length;
}

/** Both come out of one function, which writes its keys in one order. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
