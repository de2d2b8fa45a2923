import type { ReadNode } from '../../generated/ast.ts';
import type { PlanNode } from '../stage-context.ts';
import { connectorCall } from './connector-call.ts';

export const planRead: PlanNode<ReadNode> = (_analysis, node, context) => {
  const connector = connectorCall(node.source, 'read', context);
  if (connector === undefined) return undefined;
  return { stage: { kind: 'read', connector }, digests: {} };
};
