import {
  type ModelOutput,
  type ModelSignature,
  type ModelTensor,
  type ScalarName,
  scalarNames,
} from '@millrace/grammar';

/**
 * The signature of a model as a test writes it: `features float32[N, 3] -> score float32[N, 1], probabilities zipmap[no, yes]`.
 * A line
 * `data weights.bin 4096` names a file with weights and the bytes it needs, `ir 13` and `opset ai.onnx.ml 3` say versions. `?` is a dimension the file does not say; a type without brackets has no known shape.
 */
export function signatureFromText(text: string): ModelSignature {
  const [inputs = '', outputs = ''] = text
    .replace(/^(data|ir|opset) .*$/gm, '')
    .trim()
    .split('->');
  return {
    irVersion: Number(/^ir (\d+)$/m.exec(text)?.[1] ?? 9),
    producer: 'test',
    opsets: opsetsOf(text),
    inputs: tensors(inputs),
    outputs: tensors(outputs).map(toOutput),
    metadata: {},
    externalFiles: [...text.matchAll(/^data (\S+)(?: (\d+))?$/gm)].map(([, path, size]) => ({
      path: path as string,
      size: Number(size ?? 0),
    })),
  };
}

function opsetsOf(text: string): Record<string, number> {
  const written = [...text.matchAll(/^opset (?:(\S+) )?(\d+)$/gm)].map(([, domain = '', version]) => [domain, version]);
  return { '': 17, ...Object.fromEntries(written.map(([domain, version]) => [domain, Number(version)])) };
}

function tensors(text: string): ModelTensor[] {
  return [...text.matchAll(/([\w:]+)\s+(\w+)(?:\[([^\]]*)\])?/g)].map(([, name, element, sizes]) => ({
    name: name as string,
    element: scalarNames.includes(element as ScalarName) ? (element as ScalarName) : undefined,
    elementName: element as string,
    dimensions: sizes === undefined ? undefined : sizes.split(',').filter(Boolean).map(toDimension),
  }));
}

function toDimension(text: string): number | string | null {
  const size = text.trim();
  return size === '?' ? null : /^\d+$/.test(size) ? Number(size) : size;
}

function toOutput(tensor: ModelTensor): ModelOutput {
  if (tensor.elementName !== 'zipmap') return { kind: 'tensor', ...tensor };
  const labels = tensor.dimensions?.map(String) ?? [];
  return { kind: 'zipMap', name: tensor.name, tensor: `${tensor.name}_tensor`, labels };
}
