import type { Scalar } from '../types/type.ts';
import { valueAt } from './column-layout.ts';
import { compileExpression } from './compile-expression.ts';
import type { TypedExpression } from './expression.ts';
import { literalOfValue } from './literal-value.ts';

/**
 * The expression with every part that depends on no record and no parameter computed. A part that fails, or has no literal
 * for its value, stays as it is, so that it fails where it would have.
 */
export function foldConstant(expression: TypedExpression): TypedExpression {
  const known = foldedOf.get(expression);
  if (known !== undefined) return known;
  const folded = foldParts(expression);
  foldedOf.set(expression, folded);
  return folded;
}

/** The typing folds every call as soon as it has it, so without memory a long sum would be folded again for each `+`. */
const foldedOf = new WeakMap<TypedExpression, TypedExpression>();

function foldParts(expression: TypedExpression): TypedExpression {
  switch (expression.op) {
    case 'call':
      return foldWhole({ ...expression, arguments: expression.arguments.map(foldConstant) });
    case 'if':
      return foldWhole({
        ...expression,
        condition: foldConstant(expression.condition),
        whenTrue: foldConstant(expression.whenTrue),
        whenFalse: foldConstant(expression.whenFalse),
      });
    default:
      return expression;
  }
}

/** The value of an expression that depends on no record and no parameter; undefined where it does, or has none. */
export function constantValue(expression: TypedExpression): Scalar | Scalar[] | undefined {
  const folded = foldConstant(expression);
  return folded.op === 'literal' ? folded.value : undefined;
}

function foldWhole(expression: Extract<TypedExpression, { op: 'call' | 'if' }>): TypedExpression {
  const parts =
    expression.op === 'call' ? expression.arguments : [expression.condition, expression.whenTrue, expression.whenFalse];
  if (!parts.every(({ op }) => op === 'literal')) return expression;
  const { value } = evaluateAlone(expression);
  const literal = literalOfValue(value, expression.type);
  return literal === undefined ? expression : { op: 'literal', type: expression.type, value: literal };
}

/** Why a call of constants gives nothing, whatever the record; undefined where it gives a value or depends on one. */
export function constantFailure(expression: TypedExpression): string | undefined {
  const folded = foldConstant(expression);
  const isOfLiterals = folded.op === 'call' && folded.arguments.every(({ op }) => op === 'literal');
  return isOfLiterals ? evaluateAlone(folded).failure : undefined;
}

/** What an expression without fields and parameters gives, or why it gives nothing. */
export function evaluateAlone(expression: TypedExpression): { value?: unknown; failure?: string } {
  let failure: string | undefined;
  const source = { length: 1, column: noColumn };
  const failures = {
    fail(_: number, message: string) {
      failure ??= message;
    },
  };
  const column = compileExpression(expression, {})(source, failures);
  return failure === undefined ? { value: valueAt(column, 0) } : { failure };
}

function noColumn(name: string): never {
  throw new Error(`A constant has no column "${name}"`);
}
