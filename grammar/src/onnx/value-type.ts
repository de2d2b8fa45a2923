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
      return described('sequence', `sequence of ${pluralOf(readInnerType(window, field, 1, depth))}`);
    case 5: {
      const values = pluralOf(readInnerType(window, field, 2, depth));
      return described('map', `map from ${readKey(window, field)} to ${values}`);
    }
    case 7:
      return described('opaque', 'opaque value');
    case 8:
      return described('sparse', `sparse ${readTensorType(window, field).elementName} tensor`);
    case 9:
      return described('optional', `optional ${singularOf(readInnerType(window, field, 1, depth))}`);
    default:
      return undefined;
  }
}

function described(kind: Exclude<ValueType['kind'], 'tensor'>, noun: string): ValueType {
  return { kind, description: `${kind === 'optional' || kind === 'opaque' ? 'an' : 'a'} ${noun}` };
}

function readInnerType(window: ByteWindow, outer: WireField, number: number, depth: number): ValueType {
  let inner: ValueType = unknown;
  for (const field of fieldsIn(window, outer)) {
    if (field.number === number) inner = readType(window, field, depth + 1);
  }
  return inner;
}

function singularOf(type: ValueType): string {
  if (type.kind === 'tensor') return `${type.tensor.elementName} tensor`;
  return type.description.replace(/^an? /, '');
}

/** `sequence of …` becomes `sequences of …`: it is the first noun that stands for the whole. */
function pluralOf(type: ValueType): string {
  return singularOf(type).replace(/\b(tensor|sequence|map|value)\b/, '$1s');
}

/** Of a map: one of the whole numbers, or string. */
function readKey(window: ByteWindow, map: WireField): string {
  let code = 0;
  for (const field of fieldsIn(window, map)) if (field.number === 1) code = readInteger(window, field);
  return elementType(code).elementName;
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
