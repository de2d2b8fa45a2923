import { getViewportForBounds, useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { Host } from '../host/host.ts';
import { boundsOf, type Layout, type LayoutGraph } from '../layout/layout.ts';
import { readKept } from './kept-state.ts';

const paddingShare = 0.12;
const zoomMin = 0.05;

export interface LaidOutFlow {
  file: string;
  flow: string;
  graph: LayoutGraph;
  layout: Layout;
  /** Whether the layout is that of the graph. */
  isCurrent: boolean;
}

/**
 * The view on a flow is set once, when its first layout is there: as it was left before a reload, else so that all of it is seen.
 * After that it belongs to the person: no edit moves it. Only a view that still shows everything goes on doing so when the window
 * gets another size.
 */
export function useFirstView(host: Host, { file, flow, graph, layout, isCurrent }: LaidOutFlow) {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  const size = useStore(({ width, height }) => `${width} ${height}`);
  const viewed = useRef<string>(undefined);
  const fitted = useRef<Viewport>(undefined);
  const fittedSize = useRef(size);
  const key = `${file}#${flow}`;
  const { direction } = graph;

  const fit = useCallback(
    (duration: number) => {
      const { width, height } = store.getState();
      const viewport = getViewportForBounds(boundsOf(graph, layout), width, height, zoomMin, 1, paddingShare);
      fitted.current = viewport;
      fittedSize.current = `${width} ${height}`;
      void setViewport(viewport, { duration });
    },
    [store, graph, layout, setViewport],
  );

  useEffect(() => {
    if (!isCurrent || viewed.current === key) return;
    viewed.current = key;
    const kept = readKept(host.kept());
    if (kept !== undefined && kept.file === file && kept.flow === flow && !kept.isFitted)
      void setViewport(kept.viewport);
    else fit(0);
  }, [isCurrent, key, file, flow, host, fit, setViewport]);

  useEffect(() => {
    if (!isCurrent || size === fittedSize.current) return;
    const [x, y, zoom] = store.getState().transform;
    if (isSame({ x, y, zoom }, fitted.current)) fit(0);
  }, [size, isCurrent, fit, store]);

  const keep = useCallback(
    (viewport: Viewport) => {
      // The end of a movement is told late: it may be that of the flow before, whose view this one must not inherit.
      if (viewed.current !== key) return;
      if (!isSame(viewport, fitted.current)) fitted.current = undefined;
      host.keep({ file, flow, viewport, isFitted: fitted.current !== undefined, direction });
    },
    [host, file, flow, key, direction],
  );
  return { keep, fit: () => fit(200) };
}

function isSame(one: Viewport, other: Viewport | undefined): boolean {
  if (other === undefined) return false;
  return Math.abs(one.x - other.x) < 1 && Math.abs(one.y - other.y) < 1 && Math.abs(one.zoom - other.zoom) < 0.001;
}
