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
    const tasks = [...analysis.nodes.values()].map(({ node }) => node).filter(isTaskNode);
    const waiting = tasks.filter(({ after }) => after.length > 0);
    if (waiting.length === 0) continue;
    const streamOf = streamsOf(analysis);
    for (const task of waiting) {
      task.after.forEach(({ ref }, index) => {
        const isSame = ref !== undefined && streamOf(ref.name) === streamOf(task.name);
        if (isSame) accept(orderInStream({ node: task, property: 'after', index }, task.name, ref.name));
      });
    }
  }
};

/** Names the stream of a node: the same name for all nodes that records connect. Sets are joined as by Tarjan's union-find. */
function streamsOf({ nodes }: FlowAnalysis): (node: string) => string {
  const parents = new Map<string, string>();
  const streamOf = (node: string): string => {
    let top = node;
    for (let next = parents.get(top); next !== undefined; next = parents.get(top)) {
      const above = parents.get(next);
      if (above !== undefined) parents.set(top, above);
      top = next;
    }
    return top;
  };
  for (const { name, inputs } of nodes.values()) {
    for (const { from } of inputs) {
      if (from === undefined || streamOf(from) === streamOf(name)) continue;
      parents.set(streamOf(name), streamOf(from));
    }
  }
  return streamOf;
}
