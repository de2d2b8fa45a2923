import { useEffect, useRef, useState } from 'react';
import { type Layout, type LayoutGraph, layoutKey } from './layout.ts';
import type { LayoutEngine } from './layout-engine.ts';

interface LaidOut {
  layout: Layout | undefined;
  error: string | undefined;
  /** Whether the layout is that of the graph as it is now. */
  isCurrent: boolean;
  /** How often the engine was asked; the page shows it to its tests. */
  count: number;
}

type State = Omit<LaidOut, 'isCurrent'> & { key: string | undefined };

/**
 * The newest layout of the graph. Asks the engine only when topology or sizes change; while it works the layout before stays, and of
 * several changes meanwhile only the last is laid out.
 */
export function useLayout(engine: LayoutEngine, graph: LayoutGraph): LaidOut {
  const [state, setState] = useState<State>({ layout: undefined, error: undefined, count: 0, key: undefined });
  const wanted = useRef<{ graph: LayoutGraph; key: string }>(undefined);
  const isBusy = useRef(false);
  const key = layoutKey(graph);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the graph.
  useEffect(() => {
    wanted.current = { graph, key };
    if (!isBusy.current) void work();
  }, [key]);

  async function work(): Promise<void> {
    isBusy.current = true;
    for (let done: string | undefined; wanted.current !== undefined && wanted.current.key !== done; ) {
      const { graph: next, key: nextKey } = wanted.current;
      done = nextKey;
      await engine.layOut(next).then(
        (layout) => setState(({ count }) => ({ layout, error: undefined, count: count + 1, key: nextKey })),
        (error: unknown) => setState((state) => ({ ...state, error: String(error), count: state.count + 1 })),
      );
    }
    isBusy.current = false;
  }
  return { ...state, isCurrent: state.key === key };
}
