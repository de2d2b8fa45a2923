import { allocateValues, type Column, scalarType } from '@millrace/grammar';

import type { ModelInput } from './model-inputs.ts';
import type { TensorValues } from './tensor-values.ts';

/** Rows of the columns side by side, as elements of the tensor. `rows` absent: all `count` of them. */
export function fillTensor(
  { element, width, columns: parts }: ModelInput,
  columns: readonly Column[],
  rows: Uint32Array | undefined,
  count: number,
): TensorValues {
  const target = allocateValues(scalarType(element), count * width) as TensorValues;
  let offset = 0;
  columns.forEach((column, i) => {
    const part = parts[i]?.width ?? 1;
    const from = part !== 1 && column.width === 1 ? flattened(column, part) : column.values;
    copyElements(target, { from, rows, count, part, width, offset });
    offset += part;
  });
  return target;
}

interface Copy {
  from: ArrayLike<unknown>;
  rows: Uint32Array | undefined;
  count: number;
  /** Elements per record: of this column, and of the tensor. */
  part: number;
  width: number;
  /** Of this column's first element within a record. */
  offset: number;
}

function copyElements(target: TensorValues, copy: Copy): void {
  const { from, rows, count, part, width, offset } = copy;
  const convert = conversion(target, from);
  const isWhole = rows === undefined && part === width && convert === undefined && !Array.isArray(target);
  if (isWhole) {
    target.set(from as never);
    return;
  }
  // The usual case in a loop that never sees other arrays.
  if (part === 1 && rows === undefined && from instanceof Float64Array && target instanceof Float32Array) {
    for (let i = 0; i < count; i++) target[i * width + offset] = from[i] as number;
    return;
  }
  const to = target as unknown[];
  for (let i = 0; i < count; i++) {
    const source = (rows === undefined ? i : (rows[i] as number)) * part;
    const start = i * width + offset;
    for (let k = 0; k < part; k++) {
      const value = from[source + k];
      to[start + k] = convert === undefined ? value : convert(value);
    }
  }
}

/** Integers of 64 bits are bigint in one array and numbers in the other. */
function conversion(target: TensorValues, from: ArrayLike<unknown>): ((value: unknown) => unknown) | undefined {
  if (Array.isArray(target)) return undefined;
  if (isBig(target) === isBig(from)) return undefined;
  return isBig(target) ? (value) => BigInt(value as number) : Number;
}

function isBig(values: unknown): boolean {
  return values instanceof BigInt64Array || values instanceof BigUint64Array;
}

/** Vectors that lie as arrays of their own, such as those of strings. */
function flattened({ values, length }: Column, part: number): unknown[] {
  const flat = new Array<unknown>(length * part);
  for (let row = 0; row < length; row++) {
    const vector = values[row] as ArrayLike<unknown> | undefined;
    for (let k = 0; k < part; k++) flat[row * part + k] = vector?.[k];
  }
  return flat;
}
