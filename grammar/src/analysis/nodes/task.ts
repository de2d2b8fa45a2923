import type { TaskNode } from '../../generated/ast.ts';
import { afterDefaults } from '../after-defaults.ts';
import type { AnalyzeNode } from '../node-context.ts';
import { recordTypeOf } from '../type-of.ts';

/** What the code gives is what its schema says. Of several inputs none is the one that comes in. */
export const analyzeTask: AnalyzeNode<TaskNode> = (node, { recordOf }) => {
  const result = recordTypeOf(node.type);
  return {
    input: node.inputs.length === 1 ? recordOf(node.inputs[0]) : undefined,
    output: result && afterDefaults(result),
  };
};
