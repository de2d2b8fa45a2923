import type { ParameterSpec } from '../../catalog/functions/function-spec.ts';
import { type ScalarName, scalarType } from '../../types/type.ts';
import type { TypedExpression } from '../expression.ts';

/** What an argument that is left out stands for; parameters with defaults are of one scalar type. */
export function literalOfDefault({ type, default: value }: ParameterSpec): TypedExpression {
  return { op: 'literal', type: scalarType(type as ScalarName), value: value ?? null };
}
