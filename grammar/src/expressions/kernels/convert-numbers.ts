import { isNumberName, type NumberName } from '../../types/numeric-types.ts';
import { scalarType, type Type } from '../../types/type.ts';
import type { ColumnValues } from '../column.ts';
import { allocateValues } from '../column-layout.ts';
import type { Operand } from '../operand.ts';

/** The operand as the type that its function computes in; an int64 beyond 2^53 becomes the nearest float64. */
export function widenOperand(operand: Operand, to: Type): Operand {
  const [from, target] = [numberOf(operand.type), numberOf(to)];
  if (from === undefined || target === undefined || from === target) return { ...operand, type: to };
  return { ...operand, type: to, values: widenValues(operand.values, target, to) };
}

/** The number type of a scalar or of the elements of a list or vector. */
function numberOf(type: Type): NumberName | undefined {
  if (type.kind === 'list') return numberOf(type.element);
  if (type.kind === 'unknown' || type.kind === 'record') return undefined;
  const name = type.kind === 'vector' ? type.element : type.name;
  return isNumberName(name) ? name : undefined;
}

function widenValues(values: ColumnValues, to: NumberName, type: Type): ColumnValues {
  if (!Array.isArray(values)) return convertNumbers(values, to);
  if (type.kind !== 'list' && type.kind !== 'vector') return values;
  const widen = to === 'int64' || to === 'uint64' ? toBigInt : Number;
  return values.map((list) =>
    Array.isArray(list) ? list.map((value) => (value === null ? null : widen(value))) : list,
  );
}

/** Numbers in another array; the caller knows that they fit, or are null, or take what is nearest. */
export function convertNumbers(values: Exclude<ColumnValues, unknown[]>, to: NumberName): ColumnValues {
  const converted = allocateValues(scalarType(to), values.length);
  if (isBig(values) === isBig(converted)) (converted as Float64Array).set(values as Float64Array);
  else copyEach(values, converted, isBig(converted) ? toBigInt : Number);
  return converted;
}

export function isBig(values: ColumnValues): values is BigInt64Array | BigUint64Array {
  return values instanceof BigInt64Array || values instanceof BigUint64Array;
}

function copyEach(from: ColumnValues, to: ColumnValues, convert: (value: number) => number | bigint): void {
  for (let i = 0; i < from.length; i++) to[i] = convert(from[i] as number) as never;
}

/** A null's place may hold anything, also NaN. */
function toBigInt(value: number | bigint): bigint {
  return typeof value === 'bigint' ? value : BigInt(Number.isInteger(value) ? value : 0);
}
