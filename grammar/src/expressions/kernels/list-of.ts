import type { Type } from '../../types/type.ts';
import { createColumn, valueAt } from '../column-layout.ts';
import { type Evaluate, lengthOfAll, type Operand } from '../operand.ts';

/** A list with one element from each operand; an element may be null. */
export function listOf(operands: readonly Evaluate[], type: Type): Evaluate {
  return (source, failures) => {
    const elements = operands.map((operand) => operand(source, failures));
    const length = lengthOfAll(elements, source.length);
    const readers = elements.map(valueReader);
    const values = Array.from({ length }, (_, row) => readers.map((read) => read(row)));
    return { type, values, nulls: undefined, width: 1, step: stepOf(elements) };
  };
}

function stepOf(operands: readonly Operand[]): 0 | 1 {
  return operands.every(({ step }) => step === 0) ? 0 : 1;
}

/** Values as lists hold them: bigint, Date, boolean, not the raw elements of a typed array. */
function valueReader({ type, values, nulls, step }: Operand): (row: number) => unknown {
  const column = createColumn(type, values.length, values, nulls);
  return (row) => valueAt(column, row * step);
}
