/** SQL's three-valued logic. An operand counts for a record only where the ones before it leave the result open. */
import { scalarType } from '../../types/type.ts';
import { DeferredFailures } from '../deferred-failures.ts';
import { type Evaluate, lengthOfAll, type Operand } from '../operand.ts';

/** `and` is decided by a false, `or` by a true. */
export type Decisive = 0 | 1;

export function threeValued(decisive: Decisive): (operands: readonly Evaluate[]) => Evaluate {
  return (operands) => {
    const [left, right] = operands as [Evaluate, Evaluate];
    return (source, failures) => {
      const first = left(source, failures);
      const deferred = new DeferredFailures();
      const second = right(source, deferred);
      deferred.passOn(failures, (row) => !isDecided(first, row, decisive));
      return combine(first, second, decisive, lengthOfAll([first, second], source.length));
    };
  };
}

function isDecided({ values, nulls, step }: Operand, row: number, decisive: Decisive): boolean {
  return values[row * step] === decisive && nulls?.[row * step] !== 1;
}

export function combine(left: Operand, right: Operand, decisive: Decisive, length: number): Operand {
  const step = left.step === 0 && right.step === 0 ? 0 : 1;
  const hasNulls = left.nulls !== undefined || right.nulls !== undefined;
  const [values, nulls] = hasNulls
    ? combineNullable(left, right, decisive, length)
    : [combinePlain(left, right, decisive, length), undefined];
  return { type: scalarType('bool', hasNulls), values, nulls, width: 1, step };
}

function combinePlain(left: Operand, right: Operand, decisive: Decisive, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const [a, b] = [left.values as Uint8Array, right.values as Uint8Array];
  const [stepA, stepB] = [left.step, right.step];
  if (decisive === 0) for (let i = 0; i < length; i++) out[i] = (a[i * stepA] as number) & (b[i * stepB] as number);
  else for (let i = 0; i < length; i++) out[i] = (a[i * stepA] as number) | (b[i * stepB] as number);
  return out;
}

function combineNullable(left: Operand, right: Operand, decisive: Decisive, length: number): [Uint8Array, Uint8Array] {
  const [values, nulls] = [new Uint8Array(length), new Uint8Array(length)];
  for (let row = 0; row < length; row++) {
    if (isDecided(left, row, decisive) || isDecided(right, row, decisive)) values[row] = decisive;
    else if (isNullAt(left, row) || isNullAt(right, row)) nulls[row] = 1;
    else values[row] = 1 - decisive;
  }
  return [values, nulls];
}

export function isNullAt({ nulls, step }: Operand, row: number): boolean {
  return nulls?.[row * step] === 1;
}
