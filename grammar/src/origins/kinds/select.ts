import { type TraceColumn, unknownTrace } from '../column-trace.ts';
import { expressionSteps } from '../expression-steps.ts';

/** A field alone is followed to the field inside of it that is asked for; anything computed comes from all that it reads. */
export const traceSelect: TraceColumn = ({ node, path: [name, ...inner] }) => {
  const column = node.columns?.find(({ field }) => field.name === name);
  if (column?.expression === undefined) return unknownTrace;
  const { expression } = column;
  if (expression.op !== 'field') return { steps: expressionSteps(expression) };
  return { steps: [{ input: 0, path: [...expression.path, ...inner], way: 'copied' }] };
};
