import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { orderInStream } from '../diagnostics/graph.ts';
import { isTaskNode } from '../generated/ast.ts';
import type { Check } from './check.ts';

/**
 * [N13] A task does not wait for a node of its own stream: while it waits it takes no records, so the node that feeds both could
 * never end. Where nodes feed each other in a circle, that is what is wrong.
 */
export const checkOrderInStream: Check = ({ analyses, accept }) => {
  for (const analysis of analyses.filter(({ cycles }) => cycles.length === 0)) {
    const streams = streamsOf(analysis);
    for (const { name, node } of analysis.nodes.values()) {
      if (!isTaskNode(node)) continue;
      node.after.forEach(({ ref }, index) => {
        const isSame = ref !== undefined && streams.get(ref.name) === streams.get(name);
        if (isSame) accept(orderInStream({ node, property: 'after', index }, name, ref.name));
      });
    }
  }
};

/** For each node the name of one node of its stream, the same for all nodes that records connect. */
function streamsOf({ nodes }: FlowAnalysis): Map<string, string> {
  const streams = new Map([...nodes.keys()].map((name) => [name, name]));
  for (const { name, inputs } of nodes.values()) {
    for (const { from } of inputs) {
      const kept = from === undefined ? undefined : streams.get(from);
      const replaced = streams.get(name);
      if (kept === undefined) continue;
      for (const [member, stream] of streams) if (stream === replaced) streams.set(member, kept);
    }
  }
  return streams;
}
