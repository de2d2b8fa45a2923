/**
 * `batch: auto` beside every fixed size, on three models of different shape. Prints rows for docs/benchmarks.md, and fails where auto is
 * more than 5 % below the best of them.
 *
 *     node test/bench/batch-auto.bench.ts [--rounds 8]
 */
import { parseArgs } from 'node:util';
import { measureBatchAuto, wantedRatio } from './batch-auto-measurement.ts';
import { shapedModels } from './batch-auto-models.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '8' } } });

const rounds = Number(values.rounds);
const sizes = Array.from({ length: 14 }, (_, power) => 2 ** power);
console.log(
  '| model | auto | best fixed | at | one by one | 8,192 | best / auto |\n|---|---:|---:|---:|---:|---:|---:|',
);
for (const shaped of shapedModels) {
  const setting = { sizes, rounds, records: shaped.sliceRecords };
  const { autoUs, bestUs, fixedUs, bestSize, ratio } = await measureBatchAuto(shaped, setting);
  const ends = [fixedUs.get(1) ?? 0, fixedUs.get(8192) ?? 0].map(micros);
  console.log(`| ${[shaped.name, micros(autoUs), micros(bestUs), bestSize, ...ends, ratio.toFixed(2)].join(' | ')} |`);
  if (ratio >= wantedRatio) continue;
  console.error(`auto is more than 5 % below the best fixed size with ${shaped.name}`);
  process.exitCode = 1;
}

function micros(value: number): string {
  return `${value.toPrecision(3)} µs`;
}
