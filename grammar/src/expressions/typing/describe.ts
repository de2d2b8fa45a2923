import { printType } from '../../types/print-type.ts';
import type { TypedExpression } from '../expression.ts';

/** An operand in a message: `"amount" (float64)` if it has a name, else its type. */
export function describe(expression: TypedExpression): string {
  if (expression.op === 'field') return `"${expression.path.join('.')}" (${printType(expression.type)})`;
  if (expression.op === 'parameter') return `"${expression.name}" (${printType(expression.type)})`;
  return expression.op === 'literal' && expression.value === null ? 'null' : printType(expression.type);
}

export function describeAll(expressions: readonly TypedExpression[]): string {
  return expressions.map(describe).join(', ');
}
