import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { isTaskNode } from '../generated/ast.ts';
import type { RecordType } from '../types/type.ts';

/** An edge of a flow, as plan and diagram show it. */
export interface FlowEdge {
  id: string;
  from: string;
  /** `out`, `errors`, the name of a port, or `port.errors`. */
  port: string;
  to: string;
  kind: 'stream' | 'order';
  /** Schema of the records on it; undefined on an order edge, or where it is not known. */
  schema?: RecordType;
}

/** Every edge between nodes that exist, in the order of the text. */
export function edgesOf({ nodes }: FlowAnalysis): FlowEdge[] {
  const edges = [...nodes.values()].flatMap((node) => [...streamEdges(node), ...orderEdges(node)]);
  return [...new Map(edges.map((edge) => [edge.id, edge])).values()];
}

function streamEdges({ name: to, inputs, input }: NodeAnalysis): FlowEdge[] {
  return inputs.flatMap(({ from, port }) => {
    if (from === undefined) return [];
    return [{ id: `${from}.${port}->${to}`, from, port, to, kind: 'stream' as const, ...(input && { schema: input }) }];
  });
}

function orderEdges({ name: to, node }: NodeAnalysis): FlowEdge[] {
  const after = isTaskNode(node) ? node.after.map((reference) => reference.ref?.name) : [];
  const known = after.filter((name) => name !== undefined);
  return known.map((from) => ({ id: `${from}~>${to}`, from, port: 'out', to, kind: 'order' }));
}
