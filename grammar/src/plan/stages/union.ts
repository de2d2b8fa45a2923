import type { UnionNode } from '../../generated/ast.ts';
import type { PlanNode } from '../stage-context.ts';

export const planUnion: PlanNode<UnionNode> = ({ output }) => output && { stage: { kind: 'union' }, digests: {} };
