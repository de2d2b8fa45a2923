import type { Type } from '../../types/type.ts';
import type { ColumnValues } from '../column.ts';
import { allocateValues } from '../column-layout.ts';
import type { Operand } from '../operand.ts';
import { overflowMessage } from './arithmetic.ts';
import { isBig } from './convert-numbers.ts';
import type { Frame, Kernel } from './kernel.ts';

/**
 * A number from a number, neither of them a bigint; `problem` tells for which values there is none, for example the
 * logarithm of zero.
 */
export function realFunction(
  compute: (value: number) => number,
  problem?: (value: number) => string | undefined,
): (result: Type) => Kernel {
  return (result) => (operands, frame) => {
    const [{ values, step }] = operands as [Operand];
    const out = allocateValues(result, frame.length) as Float64Array;
    for (let row = 0; row < out.length; row++) out[row] = compute(values[row * step] as number);
    if (problem !== undefined) failWhere(values, step, frame, problem);
    return { values: out, nulls: frame.nulls };
  };
}

function failWhere(
  values: ColumnValues,
  step: 0 | 1,
  frame: Frame,
  problem: (value: number) => string | undefined,
): void {
  for (let row = 0; row < frame.length; row++) {
    const message = problem(values[row * step] as number);
    if (message !== undefined && frame.nulls?.[row] !== 1) frame.fail(row, message);
  }
}

/** A number of the same type as the operand. */
export function sameNumber(name: string, number: (value: number) => number, big: (value: bigint) => bigint) {
  return (result: Type): Kernel =>
    (operands, frame) => {
      const [{ values, step }] = operands as [Operand];
      const out = allocateValues(result, frame.length);
      const isFloat = out instanceof Float64Array || out instanceof Float32Array;
      const compute = (isBig(out) ? big : number) as (value: unknown) => never;
      for (let row = 0; row < out.length; row++) {
        const value = compute(values[row * step]);
        out[row] = value;
        if (!isFloat && out[row] !== value && frame.nulls?.[row] !== 1)
          frame.fail(row, overflowMessage(name, nameOf(result)));
      }
      return { values: out, nulls: frame.nulls };
    };
}

function nameOf(type: Type) {
  return (type as { name: Parameters<typeof overflowMessage>[1] }).name;
}

/** `0 -` rather than `-`, so that the negative of a whole zero is zero. */
export const negate = (result: Type): Kernel => {
  const isFloat = result.kind === 'scalar' && (result.name === 'float32' || result.name === 'float64');
  return sameNumber('-', isFloat ? (value) => -value : (value) => 0 - value, (value) => -value)(result);
};
