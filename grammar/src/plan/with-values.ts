import type { TypedExpression } from '../expressions/expression.ts';
import type { PlanParameter } from './plan.ts';

/** The expression with the values of parameters in their place. */
export function withValues(expression: TypedExpression, values: readonly PlanParameter[]): TypedExpression {
  return mapParameters(expression, (parameter) => {
    const known = values.find(({ name }) => name === parameter.name);
    return known === undefined ? parameter : { op: 'literal', type: parameter.type, value: known.value };
  });
}

type Parameter = Extract<TypedExpression, { op: 'parameter' }>;

/** The same expression with each of its parameters replaced. */
export function mapParameters(
  expression: TypedExpression,
  replace: (parameter: Parameter) => TypedExpression,
): TypedExpression {
  const map = (part: TypedExpression) => mapParameters(part, replace);
  switch (expression.op) {
    case 'parameter':
      return replace(expression);
    case 'call':
      return { ...expression, arguments: expression.arguments.map(map) };
    case 'if':
      return {
        ...expression,
        condition: map(expression.condition),
        whenTrue: map(expression.whenTrue),
        whenFalse: map(expression.whenFalse),
      };
    default:
      return expression;
  }
}

/** A part of a plan with the parameters in its expressions called by their names in the whole plan. */
export function withPrefix<Part>(part: Part, prefix: string): Part {
  if (prefix === '') return part;
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== 'object' || value === null) return value;
    const renamed = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rename(inner)]));
    return renamed.op === 'parameter' ? { ...renamed, name: prefix + renamed.name } : renamed;
  };
  return rename(part) as Part;
}
