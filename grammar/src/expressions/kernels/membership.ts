import type { Type } from '../../types/type.ts';
import { type Evaluate, lengthOfAll, nullsOfAny, type Operand } from '../operand.ts';
import { comparisonOf } from './compare.ts';
import { isBig } from './convert-numbers.ts';
import { type Computed, type Frame, type Kernel, perRow, readerOf } from './kernel.ts';
import { combine } from './logic.ts';

/** `value in list`, as SQL has it: null where the value is not found and the list has a null. */
export function membership(): Kernel {
  const inEachList = perRow(nullableBool, (one: unknown, many: unknown) => find(setOf(many), keyOf(one)));
  return (operands, frame) => {
    const [value, list] = operands as [Operand, Operand];
    const isWritten = list.step === 0 && list.nulls === undefined;
    return isWritten ? inOneList(value, setOf(readerOf(list)(0)), frame) : inEachList(operands, frame);
  };
}

const nullableBool: Type = { kind: 'scalar', name: 'bool', nullable: true };

function find(set: ReadonlySet<unknown>, key: unknown): boolean | null {
  return set.has(key) || (set.has(null) ? null : false);
}

function inOneList({ values, step }: Operand, set: ReadonlySet<unknown>, frame: Frame): Computed {
  const found = new Uint8Array(frame.length);
  const isKey = !isBig(values);
  for (let row = 0; row < found.length; row++) {
    const value = values[row * step];
    found[row] = set.has(isKey ? value : keyOf(value)) ? 1 : 0;
  }
  return { values: found, nulls: set.has(null) ? nullWhereNot(found, frame) : frame.nulls };
}

function nullWhereNot(found: Uint8Array, { nulls }: Frame): Uint8Array {
  return found.map((isFound, row) => (isFound === 0 || nulls?.[row] === 1 ? 1 : 0));
}

/** Without NaN, which a set would find and which is equal to nothing. */
function setOf(list: unknown): Set<unknown> {
  const set = new Set(Array.from((list ?? []) as ArrayLike<unknown>, keyOf));
  set.delete(Number.NaN);
  return set;
}

/** The same key for the same number, whatever its type; bools as 0 and 1, as columns hold them. */
function keyOf(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof Date) return value.getTime();
  return typeof value === 'boolean' ? Number(value) : value;
}

/** `value between low and high` is `value >= low and value <= high`, with the value computed once. */
export function between(operands: readonly Evaluate[]): Evaluate {
  return (source, failures) => {
    const [value, low, high] = operands.map((operand) => operand(source, failures)) as [Operand, Operand, Operand];
    const length = lengthOfAll([value, low, high], source.length);
    return combine(atLeast(value, low, length), atLeast(high, value, length), 0, length);
  };
}

function atLeast(high: Operand, low: Operand, length: number): Operand {
  const { holds } = comparisonOf('greaterThanOrEqual', high, low);
  const values = new Uint8Array(length);
  for (let row = 0; row < length; row++) {
    values[row] = holds(high.values[row * high.step] as number, low.values[row * low.step] as number) ? 1 : 0;
  }
  const type: Type = { kind: 'scalar', name: 'bool', nullable: true };
  return {
    type,
    values,
    nulls: nullsOfAny([high, low], length),
    width: 1,
    step: high.step === 0 && low.step === 0 ? 0 : 1,
  };
}
