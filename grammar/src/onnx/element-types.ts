import type { ScalarName } from '../types/type.ts';

/** TensorProto.DataType of onnx.proto: its name there, and the language's name for it where there is one. */
const elementTypes: readonly { name: string; scalar?: ScalarName }[] = [
  { name: 'undefined' },
  { name: 'float32', scalar: 'float32' },
  { name: 'uint8', scalar: 'uint8' },
  { name: 'int8', scalar: 'int8' },
  { name: 'uint16', scalar: 'uint16' },
  { name: 'int16', scalar: 'int16' },
  { name: 'int32', scalar: 'int32' },
  { name: 'int64', scalar: 'int64' },
  { name: 'string', scalar: 'string' },
  { name: 'bool', scalar: 'bool' },
  { name: 'float16' },
  { name: 'float64', scalar: 'float64' },
  { name: 'uint32', scalar: 'uint32' },
  { name: 'uint64', scalar: 'uint64' },
  { name: 'complex64' },
  { name: 'complex128' },
  { name: 'bfloat16' },
  { name: 'float8e4m3fn' },
  { name: 'float8e4m3fnuz' },
  { name: 'float8e5m2' },
  { name: 'float8e5m2fnuz' },
  { name: 'uint4' },
  { name: 'int4' },
  { name: 'float4e2m1' },
  { name: 'float8e8m0' },
  { name: 'uint2' },
  { name: 'int2' },
];

export function elementType(code: number): { element: ScalarName | undefined; elementName: string } {
  const known = elementTypes[code];
  return { element: known?.scalar, elementName: known?.name ?? `element type ${code}` };
}
