import type { ScalarName } from '../types/type.ts';

/**
 * TensorProto.DataType of onnx.proto: its name there, the language's name for it where there is one, and the bits one takes in
 * a file (a string takes what it takes).
 */
const elementTypes: readonly { name: string; bits: number; scalar?: ScalarName }[] = [
  { name: 'undefined', bits: 0 },
  { name: 'float32', bits: 32, scalar: 'float32' },
  { name: 'uint8', bits: 8, scalar: 'uint8' },
  { name: 'int8', bits: 8, scalar: 'int8' },
  { name: 'uint16', bits: 16, scalar: 'uint16' },
  { name: 'int16', bits: 16, scalar: 'int16' },
  { name: 'int32', bits: 32, scalar: 'int32' },
  { name: 'int64', bits: 64, scalar: 'int64' },
  { name: 'string', bits: 0, scalar: 'string' },
  { name: 'bool', bits: 8, scalar: 'bool' },
  { name: 'float16', bits: 16 },
  { name: 'float64', bits: 64, scalar: 'float64' },
  { name: 'uint32', bits: 32, scalar: 'uint32' },
  { name: 'uint64', bits: 64, scalar: 'uint64' },
  { name: 'complex64', bits: 64 },
  { name: 'complex128', bits: 128 },
  { name: 'bfloat16', bits: 16 },
  { name: 'float8e4m3fn', bits: 8 },
  { name: 'float8e4m3fnuz', bits: 8 },
  { name: 'float8e5m2', bits: 8 },
  { name: 'float8e5m2fnuz', bits: 8 },
  { name: 'uint4', bits: 4 },
  { name: 'int4', bits: 4 },
  { name: 'float4e2m1', bits: 4 },
  { name: 'float8e8m0', bits: 8 },
  { name: 'uint2', bits: 2 },
  { name: 'int2', bits: 2 },
];

export function elementType(code: number): { element: ScalarName | undefined; elementName: string } {
  const known = elementTypes[code];
  return { element: known?.scalar, elementName: known?.name ?? `element type ${code}` };
}

/** 0 where that is not known. */
export function elementBits(code: number): number {
  return elementTypes[code]?.bits ?? 0;
}
