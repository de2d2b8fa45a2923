import { getViewportForBounds, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
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
 * After that it belongs to the person: no edit moves it.
 */
export function useFirstView(host: Host, { file, flow, graph, layout, isCurrent }: LaidOutFlow) {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  const viewed = useRef<string>(undefined);
  const key = `${file}#${flow}`;

  const fit = useCallback(
    (duration: number) => {
      const { width, height } = store.getState();
      const viewport = getViewportForBounds(boundsOf(graph, layout), width, height, zoomMin, 1, paddingShare);
      void setViewport(viewport, { duration });
    },
    [store, graph, layout, setViewport],
  );

  useEffect(() => {
    if (!isCurrent || viewed.current === key) return;
    viewed.current = key;
    const kept = readKept(host.kept());
    if (kept !== undefined && kept.file === file && kept.flow === flow) void setViewport(kept.viewport);
    else fit(0);
  }, [isCurrent, key, file, flow, host, fit, setViewport]);

  const keep = useCallback(
    (viewport: Viewport) => {
      // The end of a movement is told late: it may be that of the flow before, whose view this one must not inherit.
      if (viewed.current === key) host.keep({ file, flow, viewport });
    },
    [host, file, flow, key],
  );
  return { keep, fit: () => fit(200) };
}
