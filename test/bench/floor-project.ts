import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { wearModel, writeReadings } from './stream-project.ts';

/** What every sensor reading goes through: all of them are scored. */
const flowText = (readings: string) => `
schema Reading {
  id:          int64
  machine:     int32
  temperature: float64
  pressure:    float64
  vibration:   float64
}

model Wear { file: "wear.onnx" }

flow Floor {
  read readings: Reading from csv("${readings}")
  select features(readings) {
    id
    machine
    heat:  (temperature - 60) / 15
    load:  ln(1 + pressure)
    shake: vibration * 10
  }
  infer scored(features) with Wear {
    inputs:  { x: [heat, load, shake] }
    outputs: { wear: score }
    keep:    [id, machine]
  }
  write out(scored) to parquet("out.parquet")
}
`;

/**
 * DuckDB's part of the floor: it reads the same values and writes the same columns. The sum stands in the place of the score, so that it
 * reads what the model would be given.
 */
export function floorQuery(folder: string): string {
  const types =
    "{'id': 'BIGINT', 'machine': 'INTEGER', 'temperature': 'DOUBLE', 'pressure': 'DOUBLE', 'vibration': 'DOUBLE'}";
  const score = '((temperature - 60) / 15 + ln(1 + pressure) + vibration * 10)::FLOAT';
  return `COPY (SELECT id, machine, ${score} AS wear FROM read_csv('${path.join(folder, 'readings.csv')}', header = true, columns = ${types}))
    TO '${path.join(folder, 'floor.parquet')}' (FORMAT parquet, COMPRESSION zstd)`;
}

export const modelOf = (folder: string): string => path.join(folder, 'wear.onnx');

/** The flow `main`, its model of 3–`width`–`width`–1 and `records` readings; the flow `empty` is the same over none. */
export async function makeFloorProject(folder: string, records: number, width: number): Promise<void> {
  writeFileSync(path.join(folder, 'main.flow'), flowText('readings.csv'));
  writeFileSync(path.join(folder, 'empty.flow'), flowText('empty.csv'));
  writeFileSync(modelOf(folder), wearModel(width));
  await writeReadings(path.join(folder, 'empty.csv'), 0);
  await writeReadings(path.join(folder, 'readings.csv'), records);
}
