import type { Type } from '../../types/type.ts';
import type { ColumnValues } from '../column.ts';
import { allocateValues } from '../column-layout.ts';
import type { Operand } from '../operand.ts';
import type { Kernel } from './kernel.ts';

/** The least (`isBetter` is less) or the greatest of the operands of each record. */
export function extreme(isBetter: (a: number, b: number) => boolean): (result: Type) => Kernel {
  return (result) => (operands, frame) => {
    const values = allocateValues(result, frame.length) as number[];
    for (let row = 0; row < frame.length; row++) values[row] = extremeAt(operands, row, isBetter);
    return { values: values as unknown as ColumnValues, nulls: frame.nulls };
  };
}

function extremeAt(operands: readonly Operand[], row: number, isBetter: (a: number, b: number) => boolean): number {
  const first = operands[0] as Operand;
  let best = first.values[row * first.step] as number;
  for (const { values, step } of operands) {
    const value = values[row * step] as number;
    if (isBetter(value, best) || Number.isNaN(value)) best = value;
  }
  return best;
}

export function clamp(result: Type): Kernel {
  return (operands, frame) => {
    const [value, low, high] = operands as [Operand, Operand, Operand];
    const values = allocateValues(result, frame.length) as number[];
    for (let row = 0; row < frame.length; row++) {
      const [least, greatest] = [numberAt(low, row), numberAt(high, row)];
      values[row] = clampNumber(numberAt(value, row), least, greatest);
      if (least > greatest && frame.nulls?.[row] !== 1) frame.fail(row, 'The low bound of clamp is above the high one');
    }
    return { values: values as unknown as ColumnValues, nulls: frame.nulls };
  };
}

function numberAt({ values, step }: Operand, row: number): number {
  return values[row * step] as number;
}

function clampNumber(value: number, low: number, high: number): number {
  if (value < low) return low;
  if (value > high) return high;
  return value;
}
