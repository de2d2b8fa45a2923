import type { SelectNode } from '../../generated/ast.ts';
import type { PlanNode } from '../stage-context.ts';

export const planSelect: PlanNode<SelectNode> = ({ columns }) => {
  if (columns === undefined) return undefined;
  const planned = columns.flatMap(({ field, expression }) => (expression ? [{ name: field.name, expression }] : []));
  if (planned.length < columns.length) return undefined;
  return { stage: { kind: 'select', columns: planned }, digests: {} };
};
