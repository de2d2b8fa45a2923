import type { RouteNode } from '../../generated/ast.ts';
import type { PlanNode } from '../stage-context.ts';

export const planRoute: PlanNode<RouteNode> = ({ routes }) => {
  if (routes === undefined || routes.some(({ condition, isOtherwise }) => !condition && !isOtherwise)) return undefined;
  const ports = routes.map(({ name, condition }) => ({ name, ...(condition && { where: condition }) }));
  return { stage: { kind: 'route', ports }, digests: {} };
};
