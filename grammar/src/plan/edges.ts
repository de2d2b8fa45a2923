import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { stepModeOf } from '../analysis/step-mode.ts';
import { isInput, isJoinNode, isSqlNode, isTaskNode } from '../generated/ast.ts';
import { tableNameOf } from '../sql/table-name.ts';
import type { RecordType } from '../types/type.ts';

/** An edge of a flow, as plan and diagram show it. */
export interface FlowEdge {
  id: string;
  from: string;
  /** `out`, `errors`, the name of a port, or `port.errors`. */
  port: string;
  to: string;
  kind: 'stream' | 'order';
  /** What `to` calls these records, where it tells its inputs apart: a side of a join, the table of a query. */
  as?: string;
  /** Schema of the records on it; undefined on an order edge, or where it is not known. */
  schema?: RecordType;
}

/** Every edge between nodes that exist, in the order of the text. */
export function edgesOf({ nodes }: FlowAnalysis): FlowEdge[] {
  const edges = [...nodes.values()].flatMap((node) => [...streamEdges(node), ...orderEdges(node)]);
  return [...new Map(edges.map((edge) => [edge.id, edge])).values()];
}

function streamEdges(node: NodeAnalysis): FlowEdge[] {
  const { name: to, inputs } = node;
  return inputs.flatMap(({ from, port, record }, index) => {
    if (from === undefined) return [];
    const as = nameOfInput(node, index);
    const id = `${from}.${port}->${to}${as === undefined ? '' : `.${as}`}`;
    return [{ id, from, port, to, kind: 'stream' as const, ...(as && { as }), ...(record && { schema: record }) }];
  });
}

function nameOfInput({ node, inputs }: NodeAnalysis, index: number): string | undefined {
  if (isJoinNode(node)) return index === 0 ? 'left' : 'right';
  const place = inputs[index]?.place;
  const isNamed = isSqlNode(node) || (isTaskNode(node) && (inputs.length > 1 || stepModeOf(node) === 'whole'));
  return isNamed && isInput(place) ? tableNameOf(place) : undefined;
}

function orderEdges({ name: to, node }: NodeAnalysis): FlowEdge[] {
  const after = isTaskNode(node) ? node.after.map((reference) => reference.ref?.name) : [];
  const known = after.filter((name) => name !== undefined);
  return known.map((from) => ({ id: `${from}~>${to}`, from, port: 'out', to, kind: 'order' }));
}
