import type { ByteWindow } from './byte-window.ts';
import { elementType } from './element-types.ts';
import { Malformed } from './malformed.ts';
import type { ModelTensor } from './signature.ts';
import { fieldsIn, readInteger, readText, type WireField } from './wire.ts';

/** TypeProto: what an input or output of a graph is. Everything but a dense tensor is only described. */
export type ValueType =
  | { kind: 'tensor'; tensor: Omit<ModelTensor, 'name'> }
  | { kind: 'sequence' | 'map' | 'optional' | 'sparse' | 'opaque' | 'unknown'; description: string };

/** A ValueInfoProto. */
export interface NamedValue {
  name: string;
  type: ValueType;
}

const depthMax = 16;
const unknown: ValueType = { kind: 'unknown', description: 'a value whose type the model does not say' };

export function readNamedValue(window: ByteWindow, value: WireField): NamedValue {
  let name = '';
  let type: ValueType = unknown;
  for (const field of fieldsIn(window, value)) {
    if (field.number === 1) name = readText(window, field);
    if (field.number === 2) type = readType(window, field, 0);
  }
  return { name, type };
}

function readType(window: ByteWindow, type: WireField, depth: number): ValueType {
  if (depth > depthMax)
    throw new Malformed(`The model is damaged at byte ${type.start}: types nest too deep`, type.start);
  let result: ValueType = unknown;
  for (const field of fieldsIn(window, type)) result = readTypeCase(window, field, depth) ?? result;
  return result;
}

function readTypeCase(window: ByteWindow, field: WireField, depth: number): ValueType | undefined {
  switch (field.number) {
    case 1:
      return { kind: 'tensor', tensor: readTensorType(window, field) };
    case 4:
      return { kind: 'sequence', description: `a sequence of ${readElementType(window, field, 1, depth)}` };
    case 5:
      return { kind: 'map', description: `a map to ${readElementType(window, field, 2, depth)}` };
    case 7:
      return { kind: 'opaque', description: 'an opaque value' };
    case 8:
      return { kind: 'sparse', description: 'a sparse tensor' };
    case 9:
      return { kind: 'optional', description: `an optional ${readElementType(window, field, 1, depth)}` };
    default:
      return undefined;
  }
}

function readElementType(window: ByteWindow, outer: WireField, number: number, depth: number): string {
  let description = 'unknown values';
  for (const field of fieldsIn(window, outer)) {
    if (field.number === number) description = describe(readType(window, field, depth + 1));
  }
  return description;
}

function describe(type: ValueType): string {
  return type.kind === 'tensor' ? `${type.tensor.elementName} tensors` : type.description;
}

function readTensorType(window: ByteWindow, type: WireField): Omit<ModelTensor, 'name'> {
  let code = 0;
  let dimensions: ModelTensor['dimensions'] | undefined;
  for (const field of fieldsIn(window, type)) {
    if (field.number === 1) code = readInteger(window, field);
    if (field.number === 2) dimensions = readShape(window, field);
  }
  return { ...elementType(code), dimensions };
}

function readShape(window: ByteWindow, shape: WireField): (number | string | null)[] {
  const dimensions: (number | string | null)[] = [];
  for (const field of fieldsIn(window, shape)) {
    if (field.number === 1) dimensions.push(readDimension(window, field));
  }
  if (dimensions.length > dimensionsMax) {
    throw new Malformed(
      `The model is damaged at byte ${shape.start}: a tensor has ${dimensions.length} dimensions`,
      shape.start,
    );
  }
  return dimensions;
}

const dimensionsMax = 64;

/** Exporters write -1, 0 or an empty name for a dimension that is not known. */
function readDimension(window: ByteWindow, dimension: WireField): number | string | null {
  let result: number | string | null = null;
  for (const field of fieldsIn(window, dimension)) {
    if (field.number === 1) result = readInteger(window, field);
    if (field.number === 2) result = readText(window, field);
  }
  return result === '' || (typeof result === 'number' && result <= 0) ? null : result;
}
