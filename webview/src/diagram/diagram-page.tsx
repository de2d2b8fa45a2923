import { ReactFlowProvider } from '@xyflow/react';
import { type Dispatch, useEffect, useMemo, useReducer } from 'react';
import type { Host } from '../host/host.ts';
import type { Layout } from '../layout/layout.ts';
import type { LayoutEngine } from '../layout/layout-engine.ts';
import { useLayout } from '../layout/use-layout.ts';
import type { Diagram } from '../protocol.ts';
import { type DiagramAction, type DiagramState, emptyState, reduceDiagram } from './diagram-state.ts';
import { FlowCanvas } from './flow-canvas.tsx';
import { layoutGraphOf } from './flow-elements.ts';
import { RunContext } from './run-context.ts';
import { Toolbar } from './toolbar.tsx';
import { useCamera } from './use-camera.ts';
import { useDirection } from './use-direction.ts';
import { useFirstView } from './use-first-view.ts';
import { useSearch } from './use-search.ts';

interface DiagramPageProps {
  host: Host;
  engine: LayoutEngine;
}

/** The diagram page: what the host says goes in, what a person does goes out. */
export function DiagramPage({ host, engine }: DiagramPageProps) {
  const [state, dispatch] = useReducer(reduceDiagram, emptyState);
  useEffect(() => {
    const stop = host.listen(dispatch);
    host.send({ type: 'ready' });
    return stop;
  }, [host]);

  if (state.diagram === undefined) return <Notice text="Waiting for the language server …" />;
  if (state.diagram === null) return <Notice text="This file has no flow yet." />;
  return (
    <ReactFlowProvider>
      <DiagramView host={host} engine={engine} state={state} diagram={state.diagram} dispatch={dispatch} />
    </ReactFlowProvider>
  );
}

interface DiagramViewProps extends DiagramPageProps {
  state: DiagramState;
  diagram: Diagram;
  dispatch: Dispatch<DiagramAction>;
}

const nothing: Layout = { direction: 'RIGHT', nodes: new Map(), edges: new Map() };

function DiagramView({ host, engine, state, diagram, dispatch }: DiagramViewProps) {
  const direction = useDirection(host, {
    file: state.file,
    flow: diagram.flow,
    graph: useMemo(() => layoutGraphOf(diagram, 'RIGHT'), [diagram]),
  });
  const graph = useMemo(() => layoutGraphOf(diagram, direction), [diagram, direction]);
  const { layout = nothing, isCurrent, count, error } = useLayout(engine, graph);
  const { keep, fit } = useFirstView(host, { file: state.file, flow: diagram.flow, graph, layout, isCurrent });
  const camera = useCamera(layout);
  const { search, found } = useSearch(diagram, visit);
  const { selected } = state;
  useFollowedCursor(selected, camera.bringIntoView);
  const tabStop = layout.nodes.has(selected ?? '') ? selected : diagram.nodes[0]?.id;
  const emphasis = useMemo(() => ({ selected, tabStop, found }), [selected, tabStop, found]);
  const { flow } = diagram;

  function visit(node: string): void {
    dispatch({ type: 'click', node });
    camera.center(node);
  }

  function reveal(node: string): void {
    dispatch({ type: 'click', node });
    host.send({ type: 'reveal', flow, node });
  }

  return (
    <RunContext value={state.run?.flow === flow ? state.run : undefined}>
      <main className="page" aria-label={`Diagram of ${flow}`} data-layouts={count} data-settled={isCurrent}>
        <Toolbar
          flow={flow}
          flows={state.flows}
          run={state.run}
          search={search}
          onChooseFlow={(name) => host.send({ type: 'choose-flow', flow: name })}
          onRun={() => host.send({ type: 'run-flow', flow })}
          onStop={() => host.send({ type: 'stop-run' })}
          onFit={fit}
        />
        {error !== undefined && <Notice text={`The diagram could not be laid out: ${error}`} />}
        {diagram.nodes.length === 0 && <Notice text={`${flow} has no nodes yet.`} />}
        <FlowCanvas
          diagram={diagram}
          layout={layout}
          emphasis={emphasis}
          onSelect={(node) => dispatch({ type: 'click', node })}
          onReveal={reveal}
          onMoved={keep}
        />
      </main>
    </RunContext>
  );
}

/** A node chosen elsewhere is brought into view once, not again when the layout changes under it. */
function useFollowedCursor(selected: string | undefined, bringIntoView: (id: string) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout must not move the view.
  useEffect(() => {
    if (selected !== undefined) bringIntoView(selected);
  }, [selected]);
}

function Notice({ text }: { text: string }) {
  return (
    <p className="notice" role="status">
      {text}
    </p>
  );
}
