import { MarkerType, Position } from '@xyflow/react';
import type { Direction, Layout, LayoutGraph } from '../layout/layout.ts';
import type { Diagram, DiagramEdge, DiagramNode } from '../protocol.ts';
import { cardPorts, cardSize } from './card-size.ts';
import type { CardNode } from './node-card.tsx';
import { dockOf, portName } from './port.ts';
import type { StreamEdgeType } from './stream-edge.tsx';

/** What the layout needs to know of a diagram. */
export function layoutGraphOf(diagram: Diagram, direction: Direction): LayoutGraph {
  return {
    direction,
    nodes: diagram.nodes.map((node) => {
      const size = cardSize(node);
      return { id: node.id, ...size, ports: cardPorts(size, direction) };
    }),
    edges: diagram.edges.map(({ id, from, to, port }) => ({ id, from, to, port: dockOf(port) })),
  };
}

/** The first nodes of the diagram, and the edges between them. */
export function firstNodes(diagram: Diagram, count: number): Diagram {
  if (count >= diagram.nodes.length) return diagram;
  const nodes = diagram.nodes.slice(0, count);
  const ids = new Set(nodes.map((node) => node.id));
  return { ...diagram, nodes, edges: diagram.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to)) };
}

export interface Emphasis {
  selected: string | undefined;
  /** The only node the Tab key reaches; the arrows go on from there. */
  tabStop: string | undefined;
  /** Nodes the search found; undefined when there is no search. */
  found: ReadonlySet<string> | undefined;
}

/** The nodes that have a place; a new one appears when the layout has one for it. */
export function cardNodes(diagram: Diagram, layout: Layout, emphasis: Emphasis): CardNode[] {
  return diagram.nodes.flatMap((node) => {
    const position = layout.nodes.get(node.id);
    return position === undefined ? [] : [{ ...cardNode(node, emphasis), position }];
  });
}

function cardNode(node: DiagramNode, { selected, tabStop, found }: Emphasis): Omit<CardNode, 'position'> {
  const size = cardSize(node);
  const { in: input, out, errors } = cardPorts(size, 'RIGHT');
  const dot = { width: 1, height: 1 };
  return {
    id: node.id,
    type: 'card',
    ...size,
    // Known before it is drawn: fitting counts cards that were never on the screen.
    measured: size,
    selected: node.id === selected,
    data: { node, isDimmed: found !== undefined && !found.has(node.id), isTabStop: node.id === tabStop },
    handles: [
      { id: 'in', type: 'target', position: Position.Left, ...input, ...dot },
      { id: 'out', type: 'source', position: Position.Right, ...out, ...dot },
      { id: 'errors', type: 'source', position: Position.Right, ...errors, ...dot },
    ],
  };
}

/** The edges that have a way. */
export function streamEdges(diagram: Diagram, layout: Layout, { found, selected }: Emphasis): StreamEdgeType[] {
  return diagram.edges.flatMap((edge) => {
    const points = layout.edges.get(edge.id);
    if (points === undefined || points.length < 2 || !isPlaced(edge, layout)) return [];
    const isDimmed = found !== undefined && !(found.has(edge.from) && found.has(edge.to));
    const isNear = edge.from === selected || edge.to === selected;
    return [{ ...streamEdge(edge), className: edgeClass(edge, isDimmed, isNear), data: { edge, points, isDimmed } }];
  });
}

function isPlaced(edge: DiagramEdge, layout: Layout): boolean {
  return layout.nodes.has(edge.from) && layout.nodes.has(edge.to);
}

function streamEdge(edge: DiagramEdge): Omit<StreamEdgeType, 'data'> {
  return {
    id: edge.id,
    type: 'stream',
    source: edge.from,
    target: edge.to,
    sourceHandle: dockOf(edge.port),
    targetHandle: 'in',
    ariaLabel: describeEdge(edge),
    markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'context-stroke' },
  };
}

function edgeClass({ kind, port }: DiagramEdge, isDimmed: boolean, isNear: boolean): string {
  const classes = ['edge', `edge-${kind}`, `edge-${dockOf(port)}`, isDimmed && 'is-dimmed', isNear && 'is-near'];
  return classes.filter(Boolean).join(' ');
}

function describeEdge({ from, to, port, kind, fields }: DiagramEdge): string {
  const branch = portName(port);
  const source = `${dockOf(port) === 'errors' ? 'errors of ' : ''}${from}${branch === undefined ? '' : `.${branch}`}`;
  if (kind === 'order') return `${to} after ${source}`;
  return `${source} to ${to}${fields === undefined ? '' : `: ${fields.map((field) => field.name).join(', ')}`}`;
}
