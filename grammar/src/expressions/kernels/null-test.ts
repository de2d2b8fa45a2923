import { scalarType } from '../../types/type.ts';
import type { Evaluate, Operand } from '../operand.ts';
import type { Kernel } from './kernel.ts';

/** 1 where the operand is null, or with 0 where it is not. */
export function nullTest(whenNull: 0 | 1): (operands: readonly Evaluate[]) => Evaluate {
  return ([operand]) =>
    (source, failures) => {
      const { nulls, step } = (operand as Evaluate)(source, failures);
      const length = step === 0 ? 1 : source.length;
      const values = new Uint8Array(length).fill(1 - whenNull);
      if (nulls !== undefined) for (let row = 0; row < length; row++) if (nulls[row] === 1) values[row] = whenNull;
      return { type: scalarType('bool'), values, nulls: undefined, width: 1, step };
    };
}

export const not = (): Kernel => (operands, frame) => {
  const [{ values, step }] = operands as [Operand];
  const out = new Uint8Array(frame.length);
  for (let row = 0; row < out.length; row++) out[row] = values[row * step] === 1 ? 0 : 1;
  return { values: out, nulls: frame.nulls };
};
