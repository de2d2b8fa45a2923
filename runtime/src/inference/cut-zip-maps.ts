import { concatenate, encodeField, encodeNumber, fieldsOf } from './protobuf-fields.ts';

/** Numbers of onnx.proto3's ModelProto, GraphProto, NodeProto, ValueInfoProto and TypeProto. */
const modelGraph = 7;
const graphNode = 1;
const graphOutput = 12;
const nodeInput = 1;
const nodeOutput = 2;
const nodeOperator = 4;
const valueName = 1;
const valueType = 2;
const typeTensor = 1;
const tensorElement = 1;
const float32 = 1;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * The model without its ZipMap nodes: ONNX Runtime cannot hand their maps to JavaScript, but the float tensor behind each
 * holds the same numbers. The graph's output that a ZipMap made is replaced by that tensor, unless it is an output already.
 */
export function cutZipMaps(model: Uint8Array): Uint8Array {
  return mapFields(model, modelGraph, cutGraph);
}

function cutGraph(graph: Uint8Array): Uint8Array {
  const zipMaps = zipMapsOf(graph);
  const outputs = new Set([...fieldsOf(graph)].filter(({ number }) => number === graphOutput).map(nameOfValue));
  const parts: Uint8Array[] = [];
  for (const field of fieldsOf(graph)) {
    if (field.number === graphNode && operatorOf(field.content) === 'ZipMap') continue;
    const tensor = field.number === graphOutput ? zipMaps.get(nameOfValue(field)) : undefined;
    if (tensor === undefined) parts.push(field.whole);
    else if (!outputs.has(tensor)) parts.push(encodeField(graphOutput, floatTensor(tensor)));
  }
  return concatenate(parts);
}

/** The tensor behind each ZipMap, by the name of the ZipMap's output. */
function zipMapsOf(graph: Uint8Array): Map<string, string> {
  const found = new Map<string, string>();
  for (const { number, content } of fieldsOf(graph)) {
    if (number !== graphNode || operatorOf(content) !== 'ZipMap') continue;
    const input = textOf(content, nodeInput);
    const output = textOf(content, nodeOutput);
    if (input !== undefined && output !== undefined) found.set(output, input);
  }
  return found;
}

function operatorOf(node: Uint8Array): string | undefined {
  return textOf(node, nodeOperator);
}

function nameOfValue({ content }: { content: Uint8Array }): string {
  return textOf(content, valueName) ?? '';
}

function textOf(message: Uint8Array, wanted: number): string | undefined {
  for (const { number, content } of fieldsOf(message)) if (number === wanted) return decoder.decode(content);
  return undefined;
}

/** Without a shape, which ONNX Runtime infers. */
function floatTensor(name: string): Uint8Array {
  const type = encodeField(typeTensor, encodeNumber(tensorElement, float32));
  return concatenate([encodeField(valueName, encoder.encode(name)), encodeField(valueType, type)]);
}

function mapFields(message: Uint8Array, wanted: number, change: (content: Uint8Array) => Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { number, whole, content } of fieldsOf(message)) {
    parts.push(number === wanted ? encodeField(wanted, change(content)) : whole);
  }
  return concatenate(parts);
}
