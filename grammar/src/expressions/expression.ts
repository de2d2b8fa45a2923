import type { Scalar, Type } from '../types/type.ts';

/**
 * A typed expression as plain JSON: what the analysis makes of the text, what a plan carries and what `compile` turns
 * into a column function. Operators are calls of the catalogue's functions (`add`, `lessThan`, `and`, …).
 */
export type TypedExpression =
  | { op: 'literal'; type: Type; value: Scalar | Scalar[] }
  | { op: 'field'; type: Type /** From the record inwards: ["merchant", "category"]. */; path: string[] }
  | { op: 'parameter'; type: Type; name: string }
  /** Only where a function asks for one; nothing but the run knows the value. */
  | { op: 'secret'; type: Type; name: string }
  | { op: 'call'; type: Type; function: string; arguments: TypedExpression[] }
  | { op: 'if'; type: Type; condition: TypedExpression; whenTrue: TypedExpression; whenFalse: TypedExpression };
