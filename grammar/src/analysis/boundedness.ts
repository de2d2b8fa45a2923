/**
 * Which nodes see records that never end [N7], and which need all of theirs. A source that never ends makes everything below
 * it unbounded; a node that needs all of its input would wait there for ever, and is refused.
 */
import { connectors } from '../catalog/connectors/index.ts';
import type { ConnectorSpec } from '../catalog/spec.ts';
import * as ast from '../generated/ast.ts';
import type { FlowAnalysis, InputAnalysis, NodeAnalysis } from './flow-analysis.ts';
import { propertyValue } from './property-value.ts';

/** By the name of each node that sees records without an end, the name of the read they come from. */
export function unboundedNodes(
  flow: FlowAnalysis,
  known: readonly ConnectorSpec[] = connectors,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of flow.order) {
    const node = flow.nodes.get(name) as NodeAnalysis;
    const above = node.inputs.map(({ from }) => found.get(from ?? '')).find((source) => source !== undefined);
    const source = isEndless(node.node, known) ? name : above;
    if (source !== undefined) found.set(name, source);
  }
  return found;
}

function isEndless(node: ast.Node, known: readonly ConnectorSpec[]): boolean {
  if (!ast.isReadNode(node)) return false;
  return known.some(({ name, isUnbounded }) => isUnbounded === true && name === node.source?.dataset?.$refText);
}

/** The inputs that a node must have seen to their end before it gives anything. */
export function inputsNeededWhole({ node, inputs }: NodeAnalysis): InputAnalysis[] {
  switch (node.$type) {
    case 'SqlNode':
      return inputs;
    case 'AggregateNode':
      return node.window === undefined ? inputs : [];
    case 'JoinNode':
      return inputs.slice(1);
    case 'TaskNode':
      return isWhole(node) ? inputs : [];
    default:
      return [];
  }
}

function isWhole(node: ast.TaskNode): boolean {
  const mode = propertyValue(node.properties, 'mode');
  return ast.isReference(mode) && mode.name === 'whole';
}
