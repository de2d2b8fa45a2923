import { type Bytes, bytes, concat, float, integer, message, text } from './protobuf-writer.ts';

/**
 * Writes ONNX models. The numbers are those of onnx.proto (github.com/onnx/onnx): a model holds a graph, a graph holds
 * nodes, weights, inputs and outputs.
 */
export interface Model {
  name: string;
  inputs: Value[];
  outputs: Value[];
  weights?: Tensor[];
  nodes: OperatorNode[];
  /** Version by domain; the default domain is "". */
  opsets?: Record<string, number>;
  producer?: string;
  metadata?: Record<string, string>;
}

/** A name in a dimension stands for a number that is known when the model runs, such as the size of the batch. */
export interface TensorType {
  element: ElementName;
  shape: (number | string)[];
}

/** `mapFrom`: a sequence of maps from such keys to float32, which is what a ZipMap gives. */
export type Value = { name: string } & (TensorType | { mapFrom: 'int64' | 'string' });

export interface Tensor {
  name: string;
  shape: number[];
  values: Float32Array | BigInt64Array | string[];
}

export interface OperatorNode {
  operator: string;
  inputs: string[];
  outputs: string[];
  attributes?: Record<string, Attribute>;
  domain?: string;
}

/** Numbers are floats and bigints are integers, as ONNX keeps the two apart. */
export type Attribute = number | bigint | string | number[] | bigint[] | string[];

const elementCodes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
};
export type ElementName = keyof typeof elementCodes;

/** The bytes of the .onnx file. */
export function encodeModel(model: Model): Bytes {
  const opsets = Object.entries(model.opsets ?? { '': 13 });
  return concat([
    integer(1, 8),
    text(2, model.producer ?? 'millrace examples'),
    message(7, graphFields(model)),
    ...opsets.map(([domain, version]) => message(8, [text(1, domain), integer(2, version)])),
    ...Object.entries(model.metadata ?? {}).map(([key, value]) => message(14, [text(1, key), text(2, value)])),
  ]);
}

function graphFields(model: Model): Bytes[] {
  return [
    ...model.nodes.map((node) => message(1, nodeFields(node))),
    text(2, model.name),
    ...(model.weights ?? []).map((tensor) => message(5, tensorFields(tensor))),
    ...model.inputs.map((value) => message(11, valueFields(value))),
    ...model.outputs.map((value) => message(12, valueFields(value))),
  ];
}

function nodeFields(node: OperatorNode): Bytes[] {
  return [
    ...node.inputs.map((name) => text(1, name)),
    ...node.outputs.map((name) => text(2, name)),
    text(4, node.operator),
    ...Object.entries(node.attributes ?? {}).map(([name, value]) =>
      message(5, [text(1, name), ...attributeFields(value)]),
    ),
    text(7, node.domain ?? ''),
  ];
}

function attributeFields(value: Attribute): Bytes[] {
  if (typeof value === 'number') return [float(2, value), integer(20, 1)];
  if (typeof value === 'bigint') return [integer(3, value), integer(20, 2)];
  if (typeof value === 'string') return [text(4, value), integer(20, 3)];
  return [...value.map(listElement), integer(20, listKind(value[0]))];
}

function listElement(value: number | bigint | string): Bytes {
  if (typeof value === 'number') return float(7, value);
  return typeof value === 'bigint' ? integer(8, value) : text(9, value);
}

function listKind(first: number | bigint | string | undefined): number {
  if (typeof first === 'number') return 6;
  return typeof first === 'bigint' ? 7 : 8;
}

export function tensorFields({ name, shape, values }: Tensor): Bytes[] {
  const dimensions = shape.map((size) => integer(1, size));
  if (Array.isArray(values)) {
    return [...dimensions, integer(2, elementCodes.string), ...values.map((value) => text(6, value)), text(8, name)];
  }
  const element = values instanceof Float32Array ? 'float32' : 'int64';
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return [...dimensions, integer(2, elementCodes[element]), text(8, name), bytes(9, raw)];
}

function valueFields(value: Value): Bytes[] {
  return [text(1, value.name), message(2, [typeField(value)])];
}

function typeField(value: Value): Bytes {
  if ('element' in value) return message(1, tensorTypeFields(value));
  const score = message(1, tensorTypeFields({ element: 'float32', shape: [] }));
  const map = message(5, [integer(1, elementCodes[value.mapFrom]), message(2, [score])]);
  return message(4, [message(1, [map])]);
}

function tensorTypeFields({ element, shape }: TensorType): Bytes[] {
  const dimensions = shape.map((size) => message(1, [typeof size === 'number' ? integer(1, size) : text(2, size)]));
  return [integer(1, elementCodes[element]), message(2, dimensions)];
}
