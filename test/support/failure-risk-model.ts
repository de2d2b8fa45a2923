import { encodeModel } from '../../examples/card-fraud/make/onnx-file.ts';

/**
 * The model of the project that `millrace new` makes: a logistic regression with weights chosen by hand. The template keeps
 * its bytes; a test compares them with these.
 */
export function failureRiskModel(): Uint8Array {
  return encodeModel({
    name: 'failure-risk',
    producer: 'millrace new',
    metadata: { readings: 'temperature in °C, vibration in mm/s, load in percent' },
    inputs: [{ name: 'readings', element: 'float32', shape: ['batch', 3] }],
    outputs: [{ name: 'failure_risk', element: 'float32', shape: ['batch', 1] }],
    weights: [
      { name: 'weights', shape: [3, 1], values: Float32Array.of(0.08, 0.9, 0.03) },
      { name: 'bias', shape: [1], values: Float32Array.of(-12) },
    ],
    nodes: [
      { operator: 'Gemm', inputs: ['readings', 'weights', 'bias'], outputs: ['logit'] },
      { operator: 'Sigmoid', inputs: ['logit'], outputs: ['failure_risk'] },
    ],
  });
}
