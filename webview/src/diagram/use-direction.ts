import { useState } from 'react';
import type { Host } from '../host/host.ts';
import { chooseDirection } from '../layout/choose-direction.ts';
import type { Direction, LayoutGraph } from '../layout/layout.ts';
import { readKept } from './kept-state.ts';

interface ShownFlow {
  file: string;
  flow: string;
  graph: Pick<LayoutGraph, 'nodes' | 'edges'>;
}

/** The way a flow runs is chosen when it is first seen, as it was before a reload: no edit and no window turns the picture. */
export function useDirection(host: Host, { file, flow, graph }: ShownFlow): Direction {
  const key = `${file}#${flow}`;
  const choose = (): Direction => {
    const kept = readKept(host.kept());
    const isKept = kept !== undefined && kept.file === file && kept.flow === flow;
    if (isKept && kept.direction !== undefined) return kept.direction;
    return chooseDirection(graph, { width: window.innerWidth, height: window.innerHeight });
  };
  const [chosen, setChosen] = useState(() => ({ key, direction: choose() }));
  if (chosen.key === key) return chosen.direction;
  const next = { key, direction: choose() };
  setChosen(next);
  return next.direction;
}
