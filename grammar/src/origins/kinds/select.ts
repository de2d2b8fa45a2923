import type { NodeAnalysis, SelectColumn } from '../../analysis/flow-analysis.ts';
import { type TraceColumn, unknownTrace } from '../column-trace.ts';
import { expressionSteps } from '../expression-steps.ts';

/** A field alone is followed to the field inside of it that is asked for; anything computed comes from all that it reads. */
export const traceSelect: TraceColumn = ({ node, path }) => {
  const expression = columnsByName(node).get(path[0] as string)?.expression;
  if (expression === undefined) return unknownTrace;
  if (expression.op !== 'field') return { steps: expressionSteps(expression) };
  const from = path.length === 1 ? expression.path : [...expression.path, ...path.slice(1)];
  return { steps: [{ input: 0, path: from, way: 'copied' }] };
};

const known = new WeakMap<NodeAnalysis, ReadonlyMap<string, SelectColumn>>();

function columnsByName(node: NodeAnalysis): ReadonlyMap<string, SelectColumn> {
  const remembered = known.get(node);
  if (remembered !== undefined) return remembered;
  const byName = new Map<string, SelectColumn>();
  for (const column of node.columns ?? []) byName.set(column.field.name, column);
  known.set(node, byName);
  return byName;
}
