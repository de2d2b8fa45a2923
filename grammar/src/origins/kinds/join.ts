import type { TypedExpression } from '../../expressions/expression.ts';
import { type ColumnStep, type TraceColumn, unknownTrace } from '../column-trace.ts';

/** A column of one side; one of the left that is compared with one of the right holds the values of both. */
export const traceJoin: TraceColumn = ({ node: { join }, path: [name, ...inner] }) => {
  const column = join?.columns.find(({ field }) => field.name === name);
  if (join === undefined || column === undefined) return unknownTrace;
  const own: ColumnStep = { input: column.side === 'left' ? 0 : 1, path: [column.from, ...inner], way: 'copied' };
  const same = join.keys.filter((key) => isColumn(column.side === 'left' ? key.left : key.right, column.from));
  const others = same.map((key) => (column.side === 'left' ? key.right : key.left));
  return { steps: [own, ...others.flatMap((other) => stepInto(other, 1 - own.input))] };
};

function isColumn(expression: TypedExpression, name: string): boolean {
  return expression.op === 'field' && expression.path.length === 1 && expression.path[0] === name;
}

function stepInto(expression: TypedExpression, input: number): ColumnStep[] {
  return expression.op === 'field' ? [{ input, path: expression.path, way: 'computed' }] : [];
}
