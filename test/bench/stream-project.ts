import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { encodeModel, type Tensor } from '../../examples/card-fraud/make/onnx-file.ts';
import { createRandom } from '../../examples/card-fraud/make/random.ts';

export type StreamFormat = 'csv' | 'parquet';

/** Every node that streams, over a table of sensor readings: half of the records pass the filter and are scored. */
function flowText(format: StreamFormat): string {
  return `
schema Reading {
  id:          int64
  machine:     int32
  temperature: float64
  pressure:    float64
  vibration:   float64
}

model Wear { file: "wear.onnx" }

flow Stream {
  read readings: Reading from ${format}("readings.${format}")
  select features(readings) {
    id
    machine
    heat:  (temperature - 60) / 15
    load:  ln(1 + pressure)
    shake: vibration * 10
    hot:   temperature > 60
  }
  filter warm(features) where hot
  infer scored(warm) with Wear {
    inputs:  { x: [heat, load, shake] }
    outputs: { wear: score }
    keep:    [id, machine]
  }
  write out(scored) to ${format}("out.${format}")
}
`;
}

/** Makes the flow, its model and `records` records; always the same for the same number. */
export async function makeStreamProject(folder: string, format: StreamFormat, records: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'main.flow'), flowText(format));
  writeFileSync(path.join(folder, 'wear.onnx'), wearModel());
  await writeReadings(path.join(folder, `readings.${format}`), records);
}

/** Generated readings of five columns, as the format that the name of the file ends with; the same for the same number. */
export async function writeReadings(file: string, records: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const part = (salt: number) => `(hash(i * 8 + ${salt}) % 100000) / 1000.0`;
  await connection.run(`
    COPY (
      SELECT i::BIGINT AS id, (hash(i) % 500)::INTEGER AS machine, (10 + ${part(1)})::DOUBLE AS temperature,
             ${part(2)}::DOUBLE AS pressure, ${part(3)}::DOUBLE AS vibration
      FROM range(${records}) AS r(i)
    ) TO '${file.replaceAll("'", "''")}'`);
  connection.closeSync();
  instance.closeSync();
}

/** A network of 3–`width`–`width`–1 with weights by chance: of 32, as much work as a small model gives. */
export function wearModel(width = 32): Uint8Array {
  const random = createRandom(7);
  const weights = (name: string, ...shape: number[]): Tensor => {
    const size = shape.reduce((product, length) => product * length, 1);
    return { name, shape, values: Float32Array.from({ length: size }, () => random.normal(0, 0.3)) };
  };
  return encodeModel({
    name: 'wear',
    inputs: [{ name: 'x', element: 'float32', shape: ['N', 3] }],
    outputs: [{ name: 'score', element: 'float32', shape: ['N', 1] }],
    weights: [
      weights('w1', 3, width),
      weights('b1', width),
      weights('w2', width, width),
      weights('b2', width),
      weights('w3', width, 1),
    ],
    nodes: [
      { operator: 'Gemm', inputs: ['x', 'w1', 'b1'], outputs: ['h1'] },
      { operator: 'Relu', inputs: ['h1'], outputs: ['a1'] },
      { operator: 'Gemm', inputs: ['a1', 'w2', 'b2'], outputs: ['h2'] },
      { operator: 'Relu', inputs: ['h2'], outputs: ['a2'] },
      { operator: 'MatMul', inputs: ['a2', 'w3'], outputs: ['logit'] },
      { operator: 'Sigmoid', inputs: ['logit'], outputs: ['score'] },
    ],
  });
}
