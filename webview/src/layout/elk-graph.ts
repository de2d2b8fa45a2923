import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Direction, Layout, LayoutGraph, Point } from './layout.ts';

/**
 * Layered, with straight corners. The order of the text decides where ELK is free, so that adding a node
 * does not shuffle the others.
 */
const options = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.spacing.nodeNodeBetweenLayers': '64',
  'elk.layered.spacing.edgeNodeBetweenLayers': '24',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.componentComponent': '48',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};

/** Network simplex places nodes more evenly, but takes ten times as long where there are many. */
const evenNodesMax = 100;

const sides = {
  RIGHT: { in: 'WEST', out: 'EAST', errors: 'EAST' },
  DOWN: { in: 'NORTH', out: 'SOUTH', errors: 'SOUTH' },
} as const;

export function toElk(graph: LayoutGraph): ElkNode {
  const known = new Set(graph.nodes.map((node) => node.id));
  const placement = graph.nodes.length <= evenNodesMax ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF';
  return {
    id: 'flow',
    layoutOptions: { ...options, 'elk.direction': graph.direction, 'elk.layered.nodePlacement.strategy': placement },
    children: graph.nodes.map((node) => toElkNode(node, graph.direction)),
    edges: graph.edges
      .filter((edge) => known.has(edge.from) && known.has(edge.to))
      .map((edge) => ({ id: edge.id, sources: [`${edge.from} ${edge.port}`], targets: [`${edge.to} in`] })),
  };
}

function toElkNode({ id, width, height, ports }: LayoutGraph['nodes'][number], direction: Direction): ElkNode {
  const names = ['in', 'out', 'errors'] as const;
  return {
    id,
    width,
    height,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    ports: names.map((name) => ({
      id: `${id} ${name}`,
      ...ports[name],
      layoutOptions: { 'elk.port.side': sides[direction][name] },
    })),
  };
}

export function fromElk(root: ElkNode, direction: Direction): Layout {
  const nodes = (root.children ?? []).map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }] as const);
  const edges = (root.edges ?? []).map((edge) => [edge.id, route(edge)] as const);
  return { direction, nodes: new Map(nodes), edges: new Map(edges) };
}

function route(edge: ElkExtendedEdge): Point[] {
  return (edge.sections ?? []).flatMap((section) => [
    section.startPoint,
    ...(section.bendPoints ?? []),
    section.endPoint,
  ]);
}
