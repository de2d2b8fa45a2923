import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import { argumentFor } from '../analysis/flow-arguments.ts';
import { nodesOf } from '../analysis/nodes-of.ts';
import { predecessorsOf, sourceRefs } from '../analysis/source-refs.ts';
import { subflowsFirst, usedFlow } from '../analysis/subflows.ts';
import { emptyFlow, unusedNode } from '../diagnostics/graph.ts';
import { type Flow, isTaskNode, isUseNode, isWriteNode, type Node, type UseNode } from '../generated/ast.ts';
import type { Check } from './check.ts';

/**
 * [N2] A node serves something: another node, an output of the flow, or the world. Where the text is damaged or a name is
 * unknown, the reader may be among what is lost, and nothing is said.
 */
export const checkUnusedNodes: Check = ({ document, analyses, accept }) => {
  if (document.parseResult.parserErrors.length > 0) return;
  for (const { flow, nodes } of analyses) {
    if (nodesOf(flow).length === 0 && flow.name) accept(emptyFlow({ node: flow, property: 'name' }, flow.name));
    if (hasUnknownInput(flow)) continue;
    const used = usedNodes(flow);
    for (const { name, node } of nodes.values()) {
      if (!used.has(node) && !actsOnTheWorld(node)) accept(unusedNode({ node, property: 'name' }, name));
    }
  }
};

function hasUnknownInput(flow: Flow): boolean {
  const named = [
    ...nodesOf(flow)
      .flatMap(sourceRefs)
      .map(({ from }) => from),
    ...flow.outputs.map(({ node }) => node?.ref),
  ];
  return named.includes(undefined) || nodesOf(flow).filter(isUseNode).some(lacksInput);
}

/** A stream that is not given may be the reader. */
function lacksInput({ run }: UseNode): boolean {
  const parameters = run?.flow?.ref?.parameters;
  return parameters?.some(({ name, isStream }) => isStream && argumentFor(run, name) === undefined) ?? true;
}

function usedNodes(flow: Flow): Set<Node> {
  const outputs = flow.outputs.map(({ node }) => node?.ref).filter((node) => node !== undefined);
  return new Set([...nodesOf(flow).flatMap(predecessorsOf), ...outputs]);
}

/** A task without a result runs for what its code does; a use does what its flow does. */
function actsOnTheWorld(node: NodeAnalysis['node']): boolean {
  if (!isUseNode(node)) return isWriteNode(node) || (isTaskNode(node) && node.type === undefined);
  const flow = usedFlow(node);
  const flows = flow === undefined ? [] : [flow, ...subflowsFirst(flow)];
  return flows.flatMap(nodesOf).some((inner) => !isUseNode(inner) && actsOnTheWorld(inner));
}
