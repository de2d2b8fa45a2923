import type { Network } from './network.ts';
import { encodeModel, type Tensor } from './onnx-file.ts';

/** The trained network as ONNX: it takes the features as they come, since scaling is part of the model. */
export function riskModel(network: Network, featureNames: readonly string[]): Uint8Array {
  const width = network.mean.length;
  const hidden = network.b1.length;
  return encodeModel({
    name: 'card-risk',
    producer: 'millrace examples/card-fraud',
    metadata: { features: featureNames.join(','), output: 'probability that the payment is fraud' },
    inputs: [{ name: 'features', element: 'float32', shape: ['batch', width] }],
    outputs: [{ name: 'fraud_probability', element: 'float32', shape: ['batch', 1] }],
    weights: [
      floats('mean', [width], network.mean),
      floats('deviation', [width], network.deviation),
      floats('w1', [width, hidden], network.w1.flat()),
      floats('b1', [hidden], network.b1),
      floats('w2', [hidden, 1], network.w2),
      floats('b2', [1], [network.b2]),
    ],
    nodes: [
      { operator: 'Sub', inputs: ['features', 'mean'], outputs: ['centred'] },
      { operator: 'Div', inputs: ['centred', 'deviation'], outputs: ['scaled'] },
      { operator: 'Gemm', inputs: ['scaled', 'w1', 'b1'], outputs: ['hidden'] },
      { operator: 'Relu', inputs: ['hidden'], outputs: ['active'] },
      { operator: 'Gemm', inputs: ['active', 'w2', 'b2'], outputs: ['logit'] },
      { operator: 'Sigmoid', inputs: ['logit'], outputs: ['fraud_probability'] },
    ],
  });
}

function floats(name: string, shape: number[], values: readonly number[]): Tensor {
  return { name, shape, values: Float32Array.from(values) };
}
