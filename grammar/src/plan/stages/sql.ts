import type { SqlNode } from '../../generated/ast.ts';
import type { PlanNode } from '../stage-context.ts';

export const planSql: PlanNode<SqlNode> = ({ output }, node, { problem }) => {
  if (output !== undefined) return { stage: { kind: 'sql', query: node.query }, digests: {} };
  problem(`What the query of "${node.name}" gives is not known here: DuckDB was not asked, or did not answer`);
  return undefined;
};
