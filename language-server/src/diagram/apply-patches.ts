import type { Diagram, DiagramPatch } from '../protocol.ts';
import type { ShownDiagram } from './diff-diagrams.ts';

/** What a page shows after the patches; the inverse of `diffDiagrams`. The webview has its own, held to the same cases. */
export function applyPatches(shown: ShownDiagram, patches: readonly DiagramPatch[]): ShownDiagram {
  return patches.reduce(applyPatch, shown);
}

function applyPatch(shown: ShownDiagram, patch: DiagramPatch): ShownDiagram {
  if (patch.type === 'replace') return { diagram: patch.diagram, flows: patch.flows };
  return { ...shown, diagram: applyToDiagram(shown.diagram, patch) };
}

function applyToDiagram(diagram: Diagram, patch: Exclude<DiagramPatch, { type: 'replace' }>): Diagram {
  switch (patch.type) {
    case 'add-node':
      return { ...diagram, nodes: [...diagram.nodes, patch.node] };
    case 'change-node':
      return { ...diagram, nodes: diagram.nodes.map((node) => (node.id === patch.node.id ? patch.node : node)) };
    case 'remove-node':
      return { ...diagram, nodes: diagram.nodes.filter((node) => node.id !== patch.id) };
    case 'add-edge':
      return { ...diagram, edges: [...diagram.edges, patch.edge] };
    case 'change-edge':
      return { ...diagram, edges: diagram.edges.map((edge) => (edge.id === patch.edge.id ? patch.edge : edge)) };
    case 'remove-edge':
      return { ...diagram, edges: diagram.edges.filter((edge) => edge.id !== patch.id) };
  }
}
