import { AstUtils } from 'langium';
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { wrongFlowArgument } from '../diagnostics/flow-runs.ts';
import type { TypedExpression } from '../expressions/expression.ts';
import { foldConstant } from '../expressions/fold-constant.ts';
import { typeExpression } from '../expressions/type-expression.ts';
import { adaptLiteral } from '../expressions/typing/adapt-literal.ts';
import * as ast from '../generated/ast.ts';
import { explainMismatch } from '../types/is-assignable.ts';
import { isNullable } from '../types/nullability.ts';
import { printType } from '../types/print-type.ts';
import { recordType, type Type } from '../types/type.ts';
import { parameterOf } from './flow-arguments.ts';

/** A value for a parameter of another flow: constant, or computed of the parameters around. undefined where it is wrong. */
export function argumentValue(
  expression: ast.Expression,
  wanted: Type,
  name: string,
  parameters: ReadonlyMap<string, Type>,
  accept: AcceptDiagnostic,
): TypedExpression | undefined {
  const place = { node: expression };
  const declared = parameterOf(AstUtils.getContainerOfType(expression, ast.isFlowRun), name);
  if (ast.isNullLiteral(expression)) {
    if (wanted.kind === 'unknown' || isNullable(wanted)) return { op: 'literal', type: wanted, value: null };
    accept(wrongFlowArgument(place, name, 'it may not be null', declared, printType(wanted)));
    return undefined;
  }
  const typed = typeExpression(expression, { record: recordType([]), parameters }, accept);
  const folded = typed && foldConstant(typed);
  const value = folded?.op === 'literal' ? adaptLiteral(folded, wanted) : folded;
  const reason = value && explainMismatch(value.type, wanted);
  if (reason === undefined) return value;
  accept(wrongFlowArgument(place, name, reason, declared, printType(wanted)));
  return undefined;
}
