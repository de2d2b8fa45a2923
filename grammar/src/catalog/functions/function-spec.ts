/**
 * What a function of the language is, as data: completion, hover, signature help, the reference and the typing read it,
 * and the kernel that computes it stands beside it. Functions are pure; they see values and give values.
 */

import type { TypedExpression } from '../../expressions/expression.ts';
import type { Kernel } from '../../expressions/kernels/kernel.ts';
import type { Evaluate } from '../../expressions/operand.ts';
import type { Scalar, ScalarName, Type } from '../../types/type.ts';

export const functionFamilies = [
  'operators',
  'numbers',
  'text',
  'time',
  'lists and vectors',
  'hashing and privacy',
  'conversion',
  'conditionals',
] as const;

export type FunctionFamily = (typeof functionFamilies)[number];

export interface FunctionSpec {
  name: string;
  family: FunctionFamily;
  /** How an operator is written; such a function cannot be called by its name. */
  symbol?: string;
  /** One sentence. */
  doc: string;
  /** What it gives no longer counts as the personal or sensitive data it was made of [N6]. */
  hidesValue?: true;
  /**
   * How DuckDB writes the same, with the names of the parameters; a test computes both. Absent where it has nothing like it,
   * and then `unlikeSql` says so.
   */
  inSql?: string;
  /** Where DuckDB gives another value, and why we do not. */
  unlikeSql?: string;
  /** An expression without fields and its value, run by a test. */
  example: { text: string; value: Scalar | Scalar[] };
  /** Tried in order: the first that takes the arguments counts. */
  signatures: readonly Signature[];
}

export interface Signature {
  parameters: readonly ParameterSpec[];
  result: ScalarName | 'N' | 'T' | ResultRule;
  /** In place of the function's, where DuckDB writes it in a way of its own for these types. */
  inSql?: string;
  /** When the result may be null; where nothing is said, when any operand may be. */
  nullability?: Nullability;
  /** Computes the records of a batch whose operands are not null; see Kernel. */
  kernel?(result: Type, operands: readonly Type[]): Kernel;
  /** In place of a kernel: decides itself which operands count for which record. */
  lazy?(operands: readonly Evaluate[], result: Type): Evaluate;
}

export type Nullability = 'any' | 'all' | 'always' | 'never';

export interface ParameterSpec {
  name: string;
  type: TypePattern;
  /** May be left out, and then has this value. */
  default?: Scalar;
  /** Only as the last: any further number of arguments, also none. */
  repeated?: true;
  /** Takes a secret and nothing else: `secret("CARD_KEY")`. Its type is that of the value. */
  isSecret?: true;
  /** The words it may be, written as strings. */
  oneOf?: readonly string[];
  /** A rule for an argument that is a literal: what is wrong with it, if anything. */
  check?(value: Scalar, given: readonly TypedExpression[]): string | undefined;
}

/**
 * A scalar's name takes what is assignable to it. `N`: numbers, which all become one type by the rules of arithmetic.
 * `T`: values, which all become the least type that holds them. `real`: any number, brought to float64. The others take what
 * they say, as it is.
 */
export type TypePattern = ScalarName | 'N' | 'T' | 'real' | 'number' | 'numbers' | 'list' | 'any';

export interface ResultRule {
  /** For people: `string[]`, `the element's type`. */
  label: string;
  /**
   * undefined where the operands do not go together after all. Their types come without nullability; `given` are the
   * arguments, for a result that depends on a number written out.
   */
  of(operands: readonly Type[], given: readonly TypedExpression[]): Type | undefined;
}
