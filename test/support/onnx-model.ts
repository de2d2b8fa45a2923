/**
 * Models for tests, small enough to be checked by head: every kind of input and output that an `infer` may meet. The bytes
 * are what ONNX Runtime loads; write them where the test needs a file.
 */
import type { Model, Tensor } from '../../examples/card-fraud/make/onnx-file.ts';

export { encodeModel, type Model } from '../../examples/card-fraud/make/onnx-file.ts';

function floats(name: string, shape: number[], values: number[]): Tensor {
  return { name, shape, values: Float32Array.from(values) };
}

/** `x` float32[N, width] → `score` float32[N, 1]: the sigmoid of the sum of x. `batch` fixes the first dimension. */
export function sumModel(width: number, batch: number | string = 'N'): Model {
  return {
    name: 'sum',
    inputs: [{ name: 'x', element: 'float32', shape: [batch, width] }],
    outputs: [{ name: 'score', element: 'float32', shape: [batch, 1] }],
    weights: [floats('ones', [width, 1], Array<number>(width).fill(1))],
    nodes: [
      { operator: 'MatMul', inputs: ['x', 'ones'], outputs: ['sum'] },
      { operator: 'Sigmoid', inputs: ['sum'], outputs: ['score'] },
    ],
  };
}

/** `x` float32[N, 2] through Gemm, Relu and Gemm → `score` float32[N]: max(0, a + b) − max(0, a − b). */
export function perceptronModel(): Model {
  return {
    name: 'perceptron',
    inputs: [{ name: 'x', element: 'float32', shape: ['N', 2] }],
    outputs: [{ name: 'score', element: 'float32', shape: ['N'] }],
    weights: [
      floats('w1', [2, 2], [1, 1, 1, -1]),
      floats('b1', [2], [0, 0]),
      floats('w2', [2, 1], [1, -1]),
      floats('b2', [1], [0]),
      { name: 'axes', shape: [1], values: BigInt64Array.of(1n) },
    ],
    nodes: [
      { operator: 'Gemm', inputs: ['x', 'w1', 'b1'], outputs: ['hidden'] },
      { operator: 'Relu', inputs: ['hidden'], outputs: ['active'] },
      { operator: 'Gemm', inputs: ['active', 'w2', 'b2'], outputs: ['column'] },
      { operator: 'Squeeze', inputs: ['column', 'axes'], outputs: ['score'] },
    ],
  };
}

/** `a` float32[N, 1] and `b` int64[N, 1] → `sum` float32[N, 1] and `count` int64[N]: a + b, and b itself. */
export function twoInputsModel(): Model {
  return {
    name: 'two-inputs',
    inputs: [
      { name: 'a', element: 'float32', shape: ['N', 1] },
      { name: 'b', element: 'int64', shape: ['N', 1] },
    ],
    outputs: [
      { name: 'sum', element: 'float32', shape: ['N', 1] },
      { name: 'count', element: 'int64', shape: ['N'] },
    ],
    weights: [{ name: 'axes', shape: [1], values: BigInt64Array.of(1n) }],
    nodes: [
      { operator: 'Cast', inputs: ['b'], outputs: ['b_float'], attributes: { to: 1n } },
      { operator: 'Add', inputs: ['a', 'b_float'], outputs: ['sum'] },
      { operator: 'Squeeze', inputs: ['b', 'axes'], outputs: ['count'] },
    ],
  };
}

/** `x` float32[N, 3] → `embedding` float32[N, 3]: twice x. */
export function vectorModel(): Model {
  return {
    name: 'vector',
    inputs: [{ name: 'x', element: 'float32', shape: ['N', 3] }],
    outputs: [{ name: 'embedding', element: 'float32', shape: ['N', 3] }],
    weights: [floats('two', [1], [2])],
    nodes: [{ operator: 'Mul', inputs: ['x', 'two'], outputs: ['embedding'] }],
  };
}

/** `word` string[N, 1] → `echo` string[N, 1]. */
export function textModel(): Model {
  return {
    name: 'text',
    inputs: [{ name: 'word', element: 'string', shape: ['N', 1] }],
    outputs: [{ name: 'echo', element: 'string', shape: ['N', 1] }],
    nodes: [{ operator: 'Identity', inputs: ['word'], outputs: ['echo'] }],
  };
}

/**
 * A classifier as scikit-learn's exporters write it: `x` float32[N, 2] → `label` int64[N] and `probabilities`, a ZipMap over the
 * softmax of x. The label is the index of the larger one.
 */
export function zipMapModel(labels: string[] | bigint[] = [0n, 1n]): Model {
  const isText = typeof labels[0] === 'string';
  return {
    name: 'classifier',
    opsets: { '': 13, 'ai.onnx.ml': 2 },
    inputs: [{ name: 'x', element: 'float32', shape: ['N', 2] }],
    outputs: [
      { name: 'label', element: 'int64', shape: ['N'] },
      { name: 'probabilities', mapFrom: isText ? 'string' : 'int64' },
    ],
    nodes: [
      { operator: 'ArgMax', inputs: ['x'], outputs: ['label'], attributes: { axis: 1n, keepdims: 0n } },
      { operator: 'Softmax', inputs: ['x'], outputs: ['raw'], attributes: { axis: 1n } },
      {
        operator: 'ZipMap',
        domain: 'ai.onnx.ml',
        inputs: ['raw'],
        outputs: ['probabilities'],
        attributes: isText ? { classlabels_strings: labels } : { classlabels_int64s: labels },
      },
    ],
  };
}

export const testModels = {
  sum: sumModel(4),
  fixedBatch: sumModel(4, 8),
  perceptron: perceptronModel(),
  twoInputs: twoInputsModel(),
  vector: vectorModel(),
  text: textModel(),
  zipMap: zipMapModel(),
  zipMapOfWords: zipMapModel(['ham', 'spam']),
} satisfies Record<string, Model>;
