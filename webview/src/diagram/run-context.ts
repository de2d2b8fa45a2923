import { createContext, useContext } from 'react';
import type { NodeRunView, RunView } from '../protocol.ts';

/** The run shown, for the cards: progress draws cards anew, never the graph. */
export const RunContext = createContext<RunView | undefined>(undefined);

export function useNodeRun(node: string): NodeRunView | undefined {
  const nodes = useContext(RunContext)?.nodes;
  return nodes !== undefined && Object.hasOwn(nodes, node) ? nodes[node] : undefined;
}
