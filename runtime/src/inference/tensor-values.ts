/** The elements of a tensor, row-major, as ONNX Runtime takes and gives them. */
export type TensorValues = NumberValues | string[];

export type NumberValues =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array;

/** As many elements of the same kind, all zero or empty. */
export function allocateLike(values: TensorValues, length: number): TensorValues {
  if (Array.isArray(values)) return new Array<string>(length).fill('');
  return new (values.constructor as new (length: number) => NumberValues)(length);
}

/** The elements `start` to `end`, not copied where they lie in a typed array. */
export function elementsOf(values: TensorValues, start: number, end: number): TensorValues {
  return Array.isArray(values) ? values.slice(start, end) : values.subarray(start, end);
}

/** Puts elements of the same kind into `target`, from its element `at` on. */
export function putElements(target: TensorValues, at: number, values: TensorValues): void {
  if (Array.isArray(target)) {
    for (let i = 0; i < values.length; i++) target[at + i] = values[i] as string;
  } else target.set(values as never, at);
}

/** The buffers of arrays that change hands with a message. */
export function buffersOf(arrays: readonly TensorValues[]): ArrayBuffer[] {
  return arrays.flatMap((values) => (Array.isArray(values) ? [] : [values.buffer as ArrayBuffer]));
}
