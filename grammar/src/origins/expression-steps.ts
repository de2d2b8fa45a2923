import { functions } from '../catalog/functions/index.ts';
import type { TypedExpression } from '../expressions/expression.ts';
import { type Way, weakerOf } from './column-origin.ts';
import type { ColumnStep } from './column-trace.ts';

const hiding = new Set(functions.filter(({ hidesValue }) => hidesValue).map(({ name }) => name));

/** The fields an expression reads from the node's first input; alone, a field is the value itself. */
export function expressionSteps(expression: TypedExpression, way: Way = 'copied'): ColumnStep[] {
  switch (expression.op) {
    case 'field':
      return [{ input: 0, path: expression.path, way }];
    case 'call': {
      const inside = weakerOf(way, hiding.has(expression.function) ? 'hidden' : 'computed');
      return expression.arguments.flatMap((argument) => expressionSteps(argument, inside));
    }
    case 'if': {
      const { condition, whenTrue, whenFalse } = expression;
      const inside = weakerOf(way, 'computed');
      return [condition, whenTrue, whenFalse].flatMap((part) => expressionSteps(part, inside));
    }
    default:
      return [];
  }
}
