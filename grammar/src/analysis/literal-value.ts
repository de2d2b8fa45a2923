import * as ast from '../generated/ast.ts';
import type { Scalar } from '../types/type.ts';
import { durationMs } from './duration.ts';

/**
 * The value of a literal as a plan carries it: integers beyond 2^53 stay text, durations are milliseconds, dates and
 * timestamps are the text as written. undefined for what is no literal.
 */
export function literalValue(expression: ast.Expression | undefined): Scalar | undefined {
  if (expression === undefined) return undefined;
  if (ast.isStringLiteral(expression)) return expression.value;
  if (ast.isNumberLiteral(expression)) return numberValue(expression.text);
  if (ast.isBooleanLiteral(expression)) return expression.text === 'true';
  if (ast.isNullLiteral(expression)) return null;
  if (ast.isDurationLiteral(expression)) return durationMs(expression.text);
  if (ast.isDateLiteral(expression) || ast.isTimestampLiteral(expression)) return expression.text;
  if (ast.isUnary(expression) && expression.operator === '-') return negative(expression.operand);
  return undefined;
}

function negative(operand: ast.Expression): Scalar | undefined {
  return ast.isNumberLiteral(operand) ? numberValue(`-${operand.text}`) : undefined;
}

export function numberValue(text: string): number | string {
  const value = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? text : value;
}
