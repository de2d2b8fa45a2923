/**
 * A loop for each operator on floats. They differ in one character on purpose: one loop that is given the operator calls it for every record,
 * and each call makes numbers of its arguments and its result that have to be collected again.
 */
type Floats = Float64Array | Float32Array;

/** Fills `out`; a step of 0 takes the first value for all records. */
export type FloatLoop = (out: Floats, a: Floats, stepA: 0 | 1, b: Floats, stepB: 0 | 1) => void;

export const addFloats: FloatLoop = (out, a, stepA, b, stepB) => {
  for (let i = 0; i < out.length; i++) out[i] = (a[i * stepA] as number) + (b[i * stepB] as number);
};

export const subtractFloats: FloatLoop = (out, a, stepA, b, stepB) => {
  for (let i = 0; i < out.length; i++) out[i] = (a[i * stepA] as number) - (b[i * stepB] as number);
};

export const multiplyFloats: FloatLoop = (out, a, stepA, b, stepB) => {
  for (let i = 0; i < out.length; i++) out[i] = (a[i * stepA] as number) * (b[i * stepB] as number);
};

export const divideFloats: FloatLoop = (out, a, stepA, b, stepB) => {
  for (let i = 0; i < out.length; i++) out[i] = (a[i * stepA] as number) / (b[i * stepB] as number);
};
