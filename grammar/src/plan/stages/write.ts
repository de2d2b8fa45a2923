import type { WriteNode } from '../../generated/ast.ts';
import type { PlanNode } from '../stage-context.ts';
import { connectorCall } from './connector-call.ts';

export const planWrite: PlanNode<WriteNode> = (_analysis, node, context) => {
  const connector = connectorCall(node.target, 'write', context);
  if (connector === undefined) return undefined;
  return { stage: { kind: 'write', connector }, digests: {} };
};
