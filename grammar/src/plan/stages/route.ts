import type { RouteNode } from '../../generated/ast.ts';
import { plainRecord } from '../plain-record.ts';
import type { PlanNode } from '../stage-context.ts';

export const planRoute: PlanNode<RouteNode> = ({ routes = [], ports }) => {
  const planned = routes.flatMap(({ name, condition, isOtherwise }) => {
    const output = ports?.get(name);
    if (output === undefined || (condition === undefined && !isOtherwise)) return [];
    return [{ name, ...(condition && { where: condition }), output: plainRecord(output) }];
  });
  return planned.length < routes.length ? undefined : { stage: { kind: 'route', ports: planned }, digests: {} };
};
