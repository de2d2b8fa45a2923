import type { WriteNode } from '../../generated/ast.ts';
import type { AnalyzeNode } from '../node-context.ts';

export const analyzeWrite: AnalyzeNode<WriteNode> = (node, { recordOf }) => ({ input: recordOf(node.input) });
