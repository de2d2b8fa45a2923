import { Background, BackgroundVariant, MiniMap, ReactFlow, type Viewport } from '@xyflow/react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import type { Layout } from '../layout/layout.ts';
import type { Diagram, DiagramEdge } from '../protocol.ts';
import { FocusContext, type FocusWish, wishFocus } from './card-focus.ts';
import { EdgeTooltip, type PointedEdge } from './edge-tooltip.tsx';
import { cardNodes, type Emphasis, firstNodes, streamEdges } from './flow-elements.ts';
import { isDirection, neighbour } from './neighbour.ts';
import { type CardNode, NodeCard } from './node-card.tsx';
import { StreamEdge, type StreamEdgeType } from './stream-edge.tsx';
import { useCamera } from './use-camera.ts';
import { useGrowingCount } from './use-growing-count.ts';
import { useIsFar } from './use-is-far.ts';

const nodeTypes = { card: NodeCard };
const edgeTypes = { stream: StreamEdge };

/** A flow with fewer nodes is seen at once; an overview would only cover it. */
const overviewNodesMin = 12;

interface FlowCanvasProps {
  diagram: Diagram;
  layout: Layout;
  emphasis: Emphasis;
  onSelect(node: string | undefined): void;
  onReveal(node: string): void;
  onMoved(viewport: Viewport): void;
}

/** The picture itself: cards, edges, minimap. Derived from its properties; the view on it is the person's alone. */
export function FlowCanvas({ diagram, layout, emphasis, onSelect, onReveal, onMoved }: FlowCanvasProps) {
  const [wish] = useState<FocusWish>({ node: undefined });
  const [pointed, setPointed] = useState<PointedEdge>();
  const camera = useCamera(layout);
  const isFar = useIsFar();
  const count = useGrowingCount(diagram.nodes.length, diagram.flow);
  const drawn = useMemo(() => firstNodes(diagram, count), [diagram, count]);
  const nodes = useMemo(() => cardNodes(drawn, layout, emphasis), [drawn, layout, emphasis]);
  const edges = useMemo(() => streamEdges(drawn, layout, emphasis), [drawn, layout, emphasis]);

  function pressKey(event: KeyboardEvent): void {
    const at = emphasis.tabStop;
    if (at === undefined || !(event.target as Element).closest('[data-node]')) return;
    if (event.key === 'Enter' || event.key === ' ') onReveal(at);
    else if (isDirection(event.key)) walk(neighbour(diagram, layout, at, event.key));
    else return;
    event.preventDefault();
  }

  function walk(to: string | undefined): void {
    if (to === undefined) return;
    onSelect(to);
    camera.bringIntoView(to);
    wishFocus(wish, to);
  }

  return (
    <FocusContext value={wish}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys go to the cards in it, which are buttons. */}
      <div className={isFar ? 'canvas is-far' : 'canvas'} onKeyDown={pressKey}>
        <ReactFlow<CardNode, StreamEdgeType>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodeClick={(_, node) => onReveal(node.id)}
          onPaneClick={() => onSelect(undefined)}
          onEdgeMouseEnter={(event, edge) => setPointed(pointAt(event, edge.data?.edge))}
          onEdgeMouseLeave={() => setPointed(undefined)}
          onMoveEnd={(_, viewport) => onMoved(viewport)}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          onlyRenderVisibleElements
          panOnScroll
          minZoom={0.05}
          maxZoom={2}
          proOptions={{ hideAttribution: true }}
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1} />
          {nodes.length >= overviewNodesMin && <Overview />}
        </ReactFlow>
        {pointed && <EdgeTooltip {...pointed} />}
      </div>
    </FocusContext>
  );
}

function Overview() {
  return (
    <MiniMap
      pannable
      zoomable
      ariaLabel="Overview of the flow"
      nodeClassName={(node: CardNode) => `mini kind-${node.data.node.kind}`}
      nodeBorderRadius={12}
      style={{ width: 150, height: 100 }}
    />
  );
}

function pointAt(event: { clientX: number; clientY: number }, edge: DiagramEdge | undefined): PointedEdge | undefined {
  return edge && { edge, x: event.clientX, y: event.clientY };
}
