import type { JoinNode } from '../../generated/ast.ts';
import type { PlanNode } from '../stage-context.ts';

export const planJoin: PlanNode<JoinNode> = ({ join, inputs }) => {
  const right = inputs[1]?.record;
  if (join === undefined || right === undefined || join.keys.length === 0) return undefined;
  const columns = join.columns.map(({ field, side, from }) => ({ name: field.name, side, from }));
  return { stage: { kind: 'join', join: join.kind, right, keys: join.keys, columns }, digests: {} };
};
