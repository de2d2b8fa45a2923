import type { NodeAnalysis } from '../../analysis/flow-analysis.ts';
import { propertyValue } from '../../analysis/property-value.ts';
import { isReference, isStringLiteral } from '../../generated/ast.ts';
import type { TraceColumn } from '../column-trace.ts';

/** The left side's columns keep their names; of the right side's the prefix is taken off. */
export const traceJoin: TraceColumn = ({ node, path: [name = '', ...inner], incoming }) => {
  const has = (input: number, column: string) => incoming(input)?.fields.some((field) => field.name === column);
  if (has(0, name)) return { steps: [{ input: 0, path: [name, ...inner], way: 'copied' }] };
  const prefix = prefixOf(node);
  const right = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const column = has(1, right) ? right : name;
  return { steps: [{ input: 1, path: [column, ...inner], way: 'copied' }] };
};

function prefixOf({ node }: NodeAnalysis): string {
  const written = node.$type === 'JoinNode' ? propertyValue(node.properties, 'prefix') : undefined;
  if (isStringLiteral(written)) return written.value;
  return isReference(written) ? written.name : '';
}
