import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { constantValue } from '../expressions/fold-constant.ts';
import { typeExpression } from '../expressions/type-expression.ts';
import { adaptLiteral } from '../expressions/typing/adapt-literal.ts';
import * as ast from '../generated/ast.ts';
import { explainMismatch } from '../types/is-assignable.ts';
import { isNullable } from '../types/nullability.ts';
import { isNumber } from '../types/numeric-types.ts';
import { printType } from '../types/print-type.ts';
import { recordType, type Scalar, type Type } from '../types/type.ts';

/** `reported`: wrong in itself, and said so. `wrong`: a value, but not one of the type; the caller says where. */
export type Constant = { is: 'constant'; value: Scalar } | { is: 'wrong'; reason: string } | { is: 'reported' };

/** The value, as a plan carries it, of an expression that depends on no record, where a value of the type is wanted. */
export function constantOf(expression: ast.Expression, wanted: Type, accept: AcceptDiagnostic): Constant {
  if (ast.isNullLiteral(expression)) return nullFor(wanted);
  const typed = typeExpression(expression, { record: recordType([]), parameters: new Map() }, accept);
  if (typed === undefined) return { is: 'reported' };
  const value = constantValue(typed);
  if (value === undefined || Array.isArray(value)) return { is: 'wrong', reason: 'it is not one constant value' };
  const adapted = adaptLiteral({ op: 'literal', type: typed.type, value }, wanted);
  const reason = explainMismatch(adapted.type, wanted);
  if (reason === undefined) return { is: 'constant', value };
  const areNumbers = isNumber(typed.type) && isNumber(wanted);
  return { is: 'wrong', reason: areNumbers ? `${value} does not fit ${printType(wanted)}` : reason };
}

function nullFor(wanted: Type): Constant {
  if (wanted.kind === 'unknown' || isNullable(wanted)) return { is: 'constant', value: null };
  return { is: 'wrong', reason: `${printType(wanted)} may not be null` };
}
