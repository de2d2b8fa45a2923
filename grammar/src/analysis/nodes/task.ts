import type { TaskNode } from '../../generated/ast.ts';
import type { AnalyzeNode } from '../node-context.ts';
import { recordTypeOf } from '../type-of.ts';

export const analyzeTask: AnalyzeNode<TaskNode> = (node, { recordOf }) => ({
  input: recordOf(node.inputs[0]),
  output: recordTypeOf(node.type),
});
