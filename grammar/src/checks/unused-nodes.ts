import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import { predecessorsOf } from '../analysis/inputs-of.ts';
import { emptyFlow, unusedNode } from '../diagnostics/graph.ts';
import { type Flow, isTaskNode, isWriteNode, type Node } from '../generated/ast.ts';
import type { Check } from './check.ts';

/** [N2] A node serves something: another node, an output of the flow, or the world. */
export const checkUnusedNodes: Check = ({ analyses, accept }) => {
  for (const { flow, nodes } of analyses) {
    if (flow.nodes.length === 0 && flow.name) accept(emptyFlow({ node: flow, property: 'name' }, flow.name));
    const used = usedNodes(flow);
    for (const { name, node } of nodes.values()) {
      if (!used.has(node) && !actsOnTheWorld(node)) accept(unusedNode({ node, property: 'name' }, name));
    }
  }
};

function usedNodes(flow: Flow): Set<Node> {
  const outputs = flow.outputs.map(({ node }) => node?.ref).filter((node) => node !== undefined);
  return new Set([...flow.nodes.flatMap(predecessorsOf), ...outputs]);
}

/** A task without a result runs for what its code does. */
function actsOnTheWorld(node: NodeAnalysis['node']): boolean {
  return isWriteNode(node) || (isTaskNode(node) && node.type === undefined);
}
