import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ByteSource, type ModelSignature, readSignature } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { concat, integer, message, text } from '../../examples/card-fraud/make/protobuf-writer.ts';
import { bytesSource, openCountingSource } from '../support/byte-sources.ts';
import { nslKdd, nslKddMissing } from '../support/nsl-kdd.ts';
import { encodeModel, testModels, zipMapModel } from '../support/onnx-model.ts';
import { writeSparseModel } from '../support/sparse-model.ts';

function signatureOf(bytes: Uint8Array): ModelSignature {
  const result = readSignature(bytesSource(bytes));
  if (!result.ok) throw new Error(result.problem.message);
  return result.signature;
}

function problemOf(bytes: Uint8Array | string): string | undefined {
  const result = readSignature(bytesSource(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes));
  return result.ok ? undefined : result.problem.message;
}

/** A signature in one line: `x float32[N, 4] -> score float32[N, 1]`. */
function summary({ inputs, outputs }: ModelSignature): string {
  const tensor = (t: { name: string; elementName: string; dimensions: unknown[] | undefined }) =>
    `${t.name} ${t.elementName}[${t.dimensions?.map((size) => size ?? '?').join(', ') ?? '…'}]`;
  const written = outputs.map((output) => {
    if (output.kind === 'tensor') return tensor(output);
    return output.kind === 'zipMap' ? `${output.name} {${output.labels}} of ${output.tensor}` : output.description;
  });
  return `${inputs.map(tensor).join(', ')} -> ${written.join(', ')}`;
}

describe('what a model takes and gives', () => {
  const expected: Record<keyof typeof testModels, string> = {
    sum: 'x float32[N, 4] -> score float32[N, 1]',
    fixedBatch: 'x float32[8, 4] -> score float32[8, 1]',
    perceptron: 'x float32[N, 2] -> score float32[N]',
    twoInputs: 'a float32[N, 1], b int64[N, 1] -> sum float32[N, 1], count int64[N]',
    vector: 'x float32[N, 3] -> embedding float32[N, 3]',
    text: 'word string[N, 1] -> echo string[N, 1]',
    zipMap: 'x float32[N, 2] -> label int64[N], probabilities {0,1} of raw',
    zipMapOfWords: 'x float32[N, 2] -> label int64[N], probabilities {ham,spam} of raw',
  };

  test.each(Object.entries(expected))('%s: %s', (name, line) => {
    expect(summary(signatureOf(encodeModel(testModels[name as keyof typeof testModels])))).toBe(line);
  });

  test('the header: IR version, producer, operator sets, metadata', () => {
    const model = { ...zipMapModel(), producer: 'the test', metadata: { author: 'Zoë', __proto__x: '1' } };
    const { irVersion, producer, opsets, metadata } = signatureOf(encodeModel(model));
    expect({ irVersion, producer, opsets, metadata }).toEqual({
      irVersion: 8,
      producer: 'the test',
      opsets: { '': 13, 'ai.onnx.ml': 2 },
      metadata: { author: 'Zoë', __proto__x: '1' },
    });
  });

  test('an input with an initialiser is a weight, not an input', () => {
    const model = testModels.sum;
    const ones = { name: 'ones', element: 'float32' as const, shape: [4, 1] };
    const inputs = signatureOf(encodeModel({ ...model, inputs: [...model.inputs, ones] })).inputs;
    expect(inputs.map((input) => input.name)).toEqual(['x']);
  });

  test('weights in files are found in the bodies of nodes, however deep, and in constants', () => {
    const entry = (key: string, value: string) => message(13, [text(1, key), text(2, value)]);
    const weight = (field: number, file: string) =>
      message(field, [text(8, 'w'), entry('location', file), entry('length', '8')]);
    const node = (operator: string, attribute: Uint8Array, domain = '') =>
      message(1, [text(4, operator), message(5, [text(1, 'a'), attribute]), text(7, domain)]);
    const body = (...fields: Uint8Array[]) => message(6, fields);
    const nodes = [
      node('Constant', weight(5, 'constant.bin')),
      node('If', body(weight(5, 'then.bin'), node('Loop', body(weight(5, 'loop.bin'))))),
      node('Scan', message(11, [weight(5, 'scan.bin')]), 'ai.onnx'),
      node('Custom', body(weight(5, 'unknown.bin')), 'com.acme'),
    ];
    const { externalFiles, inputs } = signatureOf(concat([encodeModel(testModels.sum), message(7, nodes)]));
    expect(externalFiles.map(({ path }) => path)).toEqual(['constant.bin', 'loop.bin', 'scan.bin', 'then.bin']);
    expect(inputs).toHaveLength(1);
  });

  test('bodies that nest without end are refused', () => {
    let graph = message(6, [text(2, 'inner')]);
    for (let depth = 0; depth < 100; depth++) {
      graph = message(6, [message(1, [text(4, 'If'), message(5, [text(1, 'then_branch'), graph])])]);
    }
    const deep = message(7, [message(1, [text(4, 'If'), message(5, [text(1, 'then_branch'), graph])])]);
    expect(problemOf(concat([encodeModel(testModels.sum), deep]))).toBe('The model nests too deep to be read');
  });

  test('weights in files of their own are named, once each', () => {
    const weightIn = (name: string, file: string) =>
      message(5, [text(8, name), message(13, [text(1, 'location'), text(2, file)]), integer(14, 1)]);
    const weights = message(7, [weightIn('a', 'weights/2.bin'), weightIn('b', '1.bin'), weightIn('c', '1.bin')]);
    expect(signatureOf(concat([encodeModel(testModels.sum), weights])).externalFiles).toEqual([
      { path: '1.bin', size: 0 },
      { path: 'weights/2.bin', size: 0 },
    ]);
  });

  test('[N9] a file with weights has to reach to where the last of them ends', () => {
    const entry = (key: string, value: string) => message(13, [text(1, key), text(2, value)]);
    const weight = (shape: number[], code: number, ...entries: Uint8Array[]) =>
      message(5, [...shape.map((size) => integer(1, size)), integer(2, code), entry('location', 'w.bin'), ...entries]);
    const sizeOf = (...weights: Uint8Array[]) =>
      signatureOf(concat([encodeModel(testModels.sum), message(7, weights)])).externalFiles[0]?.size;
    expect(sizeOf(weight([2, 3], 1, entry('offset', '4096'), entry('length', '24')))).toBe(4120);
    expect(sizeOf(weight([2, 3], 1, entry('offset', '4096')))).toBe(4120);
    expect(sizeOf(weight([3], 22))).toBe(2);
    expect(sizeOf(weight([8], 7), weight([2], 1, entry('offset', '16'), entry('length', '8')))).toBe(64);
    expect(sizeOf(weight([-1], 1, entry('offset', '-5'), entry('length', 'all')))).toBe(0);
  });

  test('what is no tensor is described', () => {
    const tensor = message(1, [integer(1, 10), message(2, [])]);
    const sequence = message(4, [message(1, [tensor])]);
    const types: [string, Uint8Array][] = [
      ['a sequence of float16 tensors', sequence],
      ['a sequence of sequences of float16 tensors', message(4, [message(1, [sequence])])],
      ['a map from string to float16 tensors', message(5, [integer(1, 8), message(2, [tensor])])],
      ['an optional float16 tensor', message(9, [message(1, [tensor])])],
      ['an optional sequence of float16 tensors', message(9, [message(1, [sequence])])],
      ['a sparse int64 tensor', message(8, [integer(1, 7)])],
      ['an opaque value', message(7, [])],
      ['a value whose type the model does not say', message(99, [])],
    ];
    const values = types.map(([name, type]) => message(12, [text(1, name), message(2, [type])]));
    const { outputs } = signatureOf(concat([encodeModel(testModels.sum), message(7, values)]));
    expect(outputs.slice(1).map((output) => output.kind === 'other' && output.description)).toEqual(
      types.map(([name]) => name),
    );
  });

  test('every element type has its name in ONNX, and one to come its number', () => {
    const names = [
      'undefined float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64 complex64',
      'complex128 bfloat16 float8e4m3fn float8e4m3fnuz float8e5m2 float8e5m2fnuz uint4 int4 float4e2m1 float8e8m0 uint2 int2',
    ];
    const expected = [...names.join(' ').split(' '), 'element type 27'];
    const values = expected.map((name, code) =>
      message(12, [text(1, name), message(2, [message(1, [integer(1, code)])])]),
    );
    const { outputs } = signatureOf(concat([encodeModel(testModels.sum), message(7, values)]));
    expect(outputs.slice(1).map((output) => output.kind === 'tensor' && output.elementName)).toEqual(expected);
  });

  test.each([3, 4, 8, 9, 10, 13, 14])('IR version %i', (irVersion) => {
    const bytes = concat([encodeModel(testModels.sum), integer(1, irVersion)]);
    expect(signatureOf(bytes)).toMatchObject({ irVersion, inputs: [{ name: 'x' }] });
  });

  test('a graph in several pieces is one graph, as protobuf has it', () => {
    const isWeight = message(7, [message(15, [message(1, [text(8, 'x')])])]);
    const signature = signatureOf(concat([encodeModel(testModels.twoInputs), isWeight, encodeModel(testModels.sum)]));
    expect(summary(signature)).toBe(
      'a float32[N, 1], b int64[N, 1] -> sum float32[N, 1], count int64[N], score float32[N, 1]',
    );
  });

  test('a tensor of unknown rank, and dimensions that are not known', () => {
    const shapeless = message(1, [integer(1, 1)]);
    const unknown = message(1, [
      integer(1, 1),
      message(2, [message(1, []), message(1, [integer(1, -1)]), message(1, [text(2, '')])]),
    ]);
    const output = (name: string, type: Uint8Array) => message(12, [text(1, name), message(2, [type])]);
    const graph = message(7, [output('shapeless', shapeless), output('unknown', unknown)]);
    const outputs = signatureOf(concat([encodeModel(testModels.sum), graph])).outputs.slice(1);
    expect(outputs).toMatchObject([{ dimensions: undefined }, { dimensions: [null, null, null] }]);
  });

  test('an element type the language has no name for keeps its own', () => {
    const inputs = [{ name: 'x', element: 'float16' as const, shape: ['N', 4] }];
    const [input] = signatureOf(encodeModel({ ...testModels.sum, inputs })).inputs;
    expect(input).toMatchObject({ element: undefined, elementName: 'float16' });
  });

  test('the scores of a classifier have its labels', () => {
    const classifier = {
      operator: 'LinearClassifier',
      domain: 'ai.onnx.ml',
      inputs: ['x'],
      outputs: ['label', 'raw'],
      attributes: { coefficients: [1.5, 2.5], classlabels_ints: [3n, 5n] },
    };
    const raw = { name: 'raw', element: 'float32' as const, shape: ['N', 2] };
    const [label, scores] = signatureOf(
      encodeModel({ ...zipMapModel(), nodes: [classifier], outputs: [...zipMapModel().outputs.slice(0, 1), raw] }),
    ).outputs;
    expect(label).not.toHaveProperty('labels');
    expect(scores).toMatchObject({ kind: 'tensor', name: 'raw', labels: [3, 5] });
  });

  test('labels go through nodes that keep the columns, and through no others', () => {
    const node = (operator: string, input: string, output: string, domain = '') => ({
      operator,
      domain,
      inputs: [input],
      outputs: [output],
    });
    const classifier = { ...node('LinearClassifier', 'x', 'label', 'ai.onnx.ml'), outputs: ['label', 'raw'] };
    const nodes = [
      { ...classifier, attributes: { classlabels_strings: ['ham', 'spam'] } },
      node('Normalizer', 'raw', 'even', 'ai.onnx.ml'),
      node('Cast', 'even', 'cast'),
      node('Identity', 'cast', 'out'),
      node('ReduceMax', 'raw', 'best'),
      node('Identity', 'loop', 'loop'),
    ];
    const outputs = ['out', 'best', 'loop'].map((name) => ({ name, element: 'float32' as const, shape: ['N', 2] }));
    const found = signatureOf(encodeModel({ ...zipMapModel(), nodes, outputs })).outputs;
    expect(found.map((output) => output.kind === 'tensor' && output.labels)).toEqual([
      ['ham', 'spam'],
      undefined,
      undefined,
    ]);
  });

  test('negative class labels come out negative', () => {
    const [, output] = signatureOf(encodeModel(zipMapModel([-1n, 1n]))).outputs;
    expect(output).toMatchObject({ kind: 'zipMap', labels: [-1, 1] });
  });

  test('a sequence that no ZipMap makes is described', () => {
    const outputs = signatureOf(encodeModel({ ...zipMapModel(), nodes: [] })).outputs;
    expect(outputs[1]).toEqual({
      kind: 'other',
      name: 'probabilities',
      description: 'a sequence of maps from int64 to float32 tensors',
    });
  });
});

describe('files that are not models', () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 1048576\n';
  test.each([
    ['nothing', '', 'The file is empty'],
    ['a Git LFS pointer', pointer, 'This is a Git LFS pointer, not the model itself: run "git lfs pull" to fetch it'],
    ['a web page', '<!DOCTYPE html><title>404</title>', 'HTML or XML page'],
    ['JSON', '{"error": "not found"}', 'JSON text'],
    ['words', 'hello, I am a model', 'This is a text file, not an ONNX model'],
    ['a ZIP', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), 'ZIP archive'],
    ['a pickle', new Uint8Array([0x80, 4, 0x95, 0x1b, 0, 0, 0]), 'Python pickle'],
    ['HDF5', new Uint8Array([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a]), 'HDF5'],
    ['gzip', new Uint8Array([0x1f, 0x8b, 8, 0]), 'gzip archive'],
    ['ORT format', new TextEncoder().encode('\x1c\0\0\0ORTM'), 'ORT format'],
    ['zeros', new Uint8Array(100), 'not an ONNX model, or it is damaged: unexpected content at byte 0'],
    ['a model from before operator sets', concat([integer(1, 2), message(7, [])]), 'Its IR version is 2'],
    ['another protobuf', new Uint8Array([8, 8]), 'it has no graph and no operator set'],
  ])('%s', (_, bytes, message) => {
    expect(problemOf(bytes)).toContain(message);
  });

  test('a model that was cut off says so', () => {
    const bytes = encodeModel(testModels.sum);
    expect(problemOf(bytes.subarray(0, bytes.length / 2))).toBe(
      `The file ends in the middle of the model, after ${Math.floor(bytes.length / 2)} bytes: it is cut off, perhaps by an interrupted download`,
    );
  });

  test('a source that fails gives its reason', () => {
    const broken: ByteSource = {
      size: 100,
      read: () => {
        throw new Error('EIO: i/o error, read');
      },
    };
    const result = readSignature(broken);
    expect(result).toMatchObject({ ok: false, problem: { message: 'The file cannot be read: EIO: i/o error, read' } });
  });
});

test('a model of 2 GB costs less than 10 MB of reading', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-onnx-'));
  const file = path.join(folder, 'large.onnx');
  writeSparseModel(file, { count: 1000, size: 2_000_000 });
  const source = openCountingSource(file);
  const result = readSignature(source);
  source.close();
  rmSync(folder, { recursive: true });
  expect(source.size).toBeGreaterThan(2_000_000_000);
  expect(result.ok && summary(result.signature)).toBe('x float32[N, 4] -> score float32[N, 1]');
  expect(source.bytesRead).toBeLessThan(10_000_000);
});

test('models that scikit-learn trained', (context) => {
  if (nslKddMissing !== undefined) context.skip(nslKddMissing);
  const words = 'protocol_type string[N, 1], service string[N, 1], flag string[N, 1]';
  const mlp = signatureOf(readFileSync(nslKdd('intrusion-mlp.onnx')));
  const gbt = signatureOf(readFileSync(nslKdd('intrusion-gbt.onnx')));
  expect(summary(mlp)).toBe(`numeric float32[N, 38], ${words} -> attack_probability float32[N, 1]`);
  expect(summary(gbt)).toBe('numeric float32[N, 38] -> label int64[N], probabilities {0,1} of raw_probabilities');
});
