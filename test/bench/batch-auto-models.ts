/** Models whose best batch lies in different places: one that is hardly more than a call, a wide one, and one of two inputs with a convolution. */
import type { Model, Tensor } from '../../examples/card-fraud/make/onnx-file.ts';
import { createRandom } from '../../examples/card-fraud/make/random.ts';

export interface ShapedModel {
  name: string;
  model: Model;
  /** Elements per record of each input. */
  inputs: Record<string, number>;
  /** How many records it scores in one slice of the measurement: about as long with each model. */
  sliceRecords: number;
}

const random = createRandom(11);

function weights(name: string, ...shape: number[]): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return { name, shape, values: Float32Array.from({ length: size }, () => random.normal(0, 0.1)) };
}

/** Layers of these widths, each but the last behind a Relu. */
function perceptron(name: string, widths: number[], sliceRecords: number): ShapedModel {
  const layers = widths
    .slice(1)
    .map((to, i) => ({ from: widths[i] as number, to, i, isLast: i === widths.length - 2 }));
  const model: Model = {
    name,
    inputs: [{ name: 'x', element: 'float32', shape: ['N', widths[0] as number] }],
    outputs: [{ name: 'y', element: 'float32', shape: ['N', widths.at(-1) as number] }],
    weights: layers.flatMap(({ from, to, i }) => [weights(`w${i}`, from, to), weights(`b${i}`, to)]),
    nodes: layers.flatMap(({ i, isLast }) => {
      const from = i === 0 ? 'x' : `a${i - 1}`;
      const gemm = { operator: 'Gemm', inputs: [from, `w${i}`, `b${i}`], outputs: [isLast ? 'y' : `h${i}`] };
      return isLast ? [gemm] : [gemm, { operator: 'Relu', inputs: [`h${i}`], outputs: [`a${i}`] }];
    }),
  };
  return { name: widths.join('–'), model, inputs: { x: widths[0] as number }, sliceRecords };
}

/** A picture of 12 by 12 through a convolution, and 8 numbers beside it. */
const picture: ShapedModel = {
  name: 'convolution with two inputs',
  inputs: { image: 144, facts: 8 },
  sliceRecords: 16_384,
  model: {
    name: 'picture',
    inputs: [
      { name: 'image', element: 'float32', shape: ['N', 1, 12, 12] },
      { name: 'facts', element: 'float32', shape: ['N', 8] },
    ],
    outputs: [{ name: 'y', element: 'float32', shape: ['N', 1] }],
    weights: [
      weights('kernels', 8, 1, 3, 3),
      weights('w1', 800, 16),
      weights('b1', 16),
      weights('w2', 24, 1),
      weights('b2', 1),
    ],
    nodes: [
      { operator: 'Conv', inputs: ['image', 'kernels'], outputs: ['seen'], attributes: { kernel_shape: [3n, 3n] } },
      { operator: 'Relu', inputs: ['seen'], outputs: ['lit'] },
      { operator: 'Flatten', inputs: ['lit'], outputs: ['flat'], attributes: { axis: 1n } },
      { operator: 'Gemm', inputs: ['flat', 'w1', 'b1'], outputs: ['short'] },
      { operator: 'Concat', inputs: ['short', 'facts'], outputs: ['both'], attributes: { axis: 1n } },
      { operator: 'Gemm', inputs: ['both', 'w2', 'b2'], outputs: ['y'] },
    ],
  },
};

export const shapedModels: readonly ShapedModel[] = [
  perceptron('small', [16, 64, 64, 1], 65_536),
  perceptron('wide', [128, 512, 512, 256, 1], 8192),
  picture,
];
