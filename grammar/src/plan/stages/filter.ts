import type { FilterNode } from '../../generated/ast.ts';
import type { PlanNode } from '../stage-context.ts';

export const planFilter: PlanNode<FilterNode> = ({ condition }) =>
  condition && { stage: { kind: 'filter', where: condition }, digests: {} };
