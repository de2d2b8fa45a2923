import type { Diagram, DiagramEdge } from '@millrace/grammar';
import type { ElkExtendedEdge, ElkNode } from 'elkjs';
import { type NodeCard, nodeCard } from './node-card.ts';

export interface Point {
  x: number;
  y: number;
}

export interface DiagramLayout {
  width: number;
  height: number;
  cards: (NodeCard & Point)[];
  wires: { edge: DiagramEdge; points: Point[]; label?: Point & { text: string } }[];
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '64',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '24',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.padding': '[top=28,left=28,bottom=28,right=28]',
};

/** Places of all nodes and edges, left to right in layers (ELK). The same diagram gives the same layout. */
export async function layoutDiagram({ nodes, edges }: Diagram): Promise<DiagramLayout> {
  const { default: elkjs } = await import('elkjs/lib/elk.bundled.js');
  const cards = nodes.map(nodeCard);
  const labels = new Map(edges.map((edge) => [edge.id, labelOf(edge)]));
  const root: ElkNode = await new elkjs.default().layout({
    id: 'root',
    layoutOptions: options,
    children: cards.map(({ node, width, height }) => ({ id: node.id, width, height })),
    edges: edges.map((edge) => elkEdge(edge, labels.get(edge.id))),
  });
  return {
    width: Math.ceil(root.width ?? 0),
    height: Math.ceil(root.height ?? 0),
    cards: cards.map((card) => ({ ...card, ...placeOf(root, card.node.id) })),
    wires: edges.map((edge) =>
      wireOf(
        edge,
        root.edges?.find((wire) => wire.id === edge.id),
      ),
    ),
  };
}

/** Good records go straight where something has to bend. */
function elkEdge(edge: DiagramEdge, label: string | undefined): ElkExtendedEdge {
  const labels = label === undefined ? [] : [{ text: label, width: label.length * 6.6 + 10, height: 14 }];
  const straightness = edge.kind === 'stream' && edge.port === 'out' ? '10' : '1';
  const layoutOptions = { 'elk.layered.priority.straightness': straightness };
  return { id: edge.id, sources: [edge.from], targets: [edge.to], labels, layoutOptions };
}

/** Only what isn't plain is named: a graph with a word on every edge is read by nobody. */
function labelOf({ kind, port }: DiagramEdge): string | undefined {
  if (kind === 'order') return 'after';
  return port === 'out' ? undefined : port;
}

function placeOf(root: ElkNode, id: string): Point {
  const placed = root.children?.find((child) => child.id === id);
  return { x: placed?.x ?? 0, y: placed?.y ?? 0 };
}

function wireOf(edge: DiagramEdge, wire: ElkExtendedEdge | undefined): DiagramLayout['wires'][number] {
  const section = wire?.sections?.[0];
  const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
  const [label] = wire?.labels ?? [];
  if (label?.text === undefined) return { edge, points };
  const { x = 0, y = 0, width = 0, height = 0, text } = label;
  return { edge, points, label: { x: x + width / 2, y: y + height / 2, text } };
}
