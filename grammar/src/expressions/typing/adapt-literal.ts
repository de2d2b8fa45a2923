/**
 * Literals have no type of their own where another one is wanted: 1 is an int32, and next to a float64 it is a float64, so
 * long as that type holds it. A float next to float32 is rounded to it, since nobody can write a float32 exactly.
 */

import type { ParameterSpec, Signature, TypePattern } from '../../catalog/functions/function-spec.ts';
import { withNullable } from '../../types/nullability.ts';
import { type IntegerName, integerRange, isFloatName, isNumber, type NumberName } from '../../types/numeric-types.ts';
import type { Scalar, Type } from '../../types/type.ts';
import { scalarType } from '../../types/type.ts';
import type { TypedExpression } from '../expression.ts';
import { arithmeticType, commonType, parametersFor } from '../resolve-signature.ts';

/** The literal as a value of `wanted`; anything else, and a literal that does not fit, as it was. */
export function adaptLiteral(expression: TypedExpression, wanted: Type | undefined): TypedExpression {
  if (expression.op !== 'literal' || wanted === undefined || wanted.kind === 'unknown') return expression;
  if (expression.value === null) return { ...expression, type: withNullable(wanted, true) };
  if (Array.isArray(expression.value) || !isNumber(expression.type) || !isNumber(wanted)) return expression;
  return holdsLiteral(wanted.name, expression.type.name, expression.value)
    ? { ...expression, type: withNullable(wanted, false) }
    : expression;
}

function holdsLiteral(to: NumberName, from: NumberName, value: Scalar): boolean {
  if (isFloatName(from)) return isFloatName(to) && (to === 'float64' || Number.isFinite(Math.fround(Number(value))));
  const whole = BigInt(value as string | number);
  if (isFloatName(to)) return BigInt(to === 'float32' ? Math.fround(Number(whole)) : Number(whole)) === whole;
  const { min, max } = integerRange(to as IntegerName);
  return min <= whole && whole <= max;
}

/** The arguments of a call, with the literals among them adapted to the parameters and to the other arguments. */
export function adaptLiterals(signature: Signature, given: readonly TypedExpression[]): TypedExpression[] | undefined {
  const parameters = parametersFor(signature, given.length);
  if (parameters === undefined) return undefined;
  const patterns = new Set(parameters.map(({ type }) => type));
  const wanted = new Map([...patterns].map((pattern) => [pattern, wantedType(pattern, parameters, given)]));
  return given.map((argument, i) => adaptLiteral(argument, wanted.get((parameters[i] as ParameterSpec).type)));
}

function wantedType(
  pattern: TypePattern,
  parameters: readonly ParameterSpec[],
  given: readonly TypedExpression[],
): Type | undefined {
  switch (pattern) {
    case 'N':
    case 'number':
      return arithmeticType(typesOfOthers(pattern, parameters, given));
    case 'T':
      return commonType(typesOfOthers(pattern, parameters, given));
    case 'real':
      return scalarType('float64');
    case 'any':
    case 'list':
    case 'numbers':
      return undefined;
    default:
      return scalarType(pattern);
  }
}

/** The types that a literal adapts to: of the arguments that are none, else of the literals that are not null. */
function typesOfOthers(
  pattern: TypePattern,
  parameters: readonly ParameterSpec[],
  given: readonly TypedExpression[],
): Type[] {
  const group = given.filter((_, i) => parameters[i]?.type === pattern);
  const strong = group.filter(({ op }) => op !== 'literal');
  const typed = group.filter(({ type }) => type.kind !== 'unknown');
  return (strong.length > 0 ? strong : typed).map(({ type }) => withNullable(type, false));
}
