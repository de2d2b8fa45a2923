import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import { inputsOf, predecessorsOf } from '../analysis/inputs-of.ts';
import { emptyFlow, unusedNode } from '../diagnostics/graph.ts';
import { type Flow, isTaskNode, isWriteNode, type Node } from '../generated/ast.ts';
import type { Check } from './check.ts';

/**
 * [N2] A node serves something: another node, an output of the flow, or the world. Where the text is damaged or a name is
 * unknown, the reader may be among what is lost, and nothing is said.
 */
export const checkUnusedNodes: Check = ({ document, analyses, accept }) => {
  if (document.parseResult.parserErrors.length > 0) return;
  for (const { flow, nodes } of analyses) {
    if (flow.nodes.length === 0 && flow.name) accept(emptyFlow({ node: flow, property: 'name' }, flow.name));
    if (hasUnknownInput(flow)) continue;
    const used = usedNodes(flow);
    for (const { name, node } of nodes.values()) {
      if (!used.has(node) && !actsOnTheWorld(node)) accept(unusedNode({ node, property: 'name' }, name));
    }
  }
};

function hasUnknownInput(flow: Flow): boolean {
  const named = [...flow.nodes.flatMap(inputsOf), ...flow.outputs];
  return named.some(({ node }) => node?.ref === undefined);
}

function usedNodes(flow: Flow): Set<Node> {
  const outputs = flow.outputs.map(({ node }) => node?.ref).filter((node) => node !== undefined);
  return new Set([...flow.nodes.flatMap(predecessorsOf), ...outputs]);
}

/** A task without a result runs for what its code does. */
function actsOnTheWorld(node: NodeAnalysis['node']): boolean {
  return isWriteNode(node) || (isTaskNode(node) && node.type === undefined);
}
