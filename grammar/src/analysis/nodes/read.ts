import type { ReadNode } from '../../generated/ast.ts';
import type { AnalyzeNode } from '../node-context.ts';
import { recordTypeOf } from '../type-of.ts';

export const analyzeRead: AnalyzeNode<ReadNode> = (node) => ({ output: recordTypeOf(node.type) });
