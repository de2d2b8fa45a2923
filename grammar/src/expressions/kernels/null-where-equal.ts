import type { Type } from '../../types/type.ts';
import { columnOfOperand, type Evaluate, lengthOfAll, operandOf } from '../operand.ts';
import { comparisonOf } from './compare.ts';
import { isNullAt } from './logic.ts';

/** The first operand's values, null where the second has the same. */
export function nullWhereEqual(operands: readonly Evaluate[], type: Type): Evaluate {
  const [evaluateValue, evaluateAbsent] = operands as [Evaluate, Evaluate];
  return (source, failures) => {
    const [value, absent] = [evaluateValue(source, failures), evaluateAbsent(source, failures)];
    const length = lengthOfAll([value, absent], source.length);
    const { holds } = comparisonOf('equal', value, absent);
    const nulls = new Uint8Array(length);
    for (let row = 0; row < length; row++) {
      const isSame = holds(value.values[row * value.step] as number, absent.values[row * absent.step] as number);
      nulls[row] = isNullAt(value, row) || (isSame && !isNullAt(absent, row)) ? 1 : 0;
    }
    const column = columnOfOperand(value, type, length);
    return { ...operandOf({ ...column, nulls }), step: value.step === 0 && absent.step === 0 ? 0 : 1 };
  };
}
