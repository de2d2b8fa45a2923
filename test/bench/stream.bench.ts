/**
 * Records through read → select → filter → infer → write, as the real command runs them, at a twentieth of the size and at the
 * full size. Prints rows for docs/benchmarks.md, and fails where memory grows with the records.
 *
 *     node test/bench/stream.bench.ts [--records 20000000] [--format csv|parquet]
 */
import { parseArgs } from 'node:util';
import { measureStream, type StreamMeasurement } from './stream-measurement.ts';
import type { StreamFormat } from './stream-project.ts';

const { values } = parseArgs({
  options: { records: { type: 'string', default: '20000000' }, format: { type: 'string' } },
});
const records = Number(values.records);
const formats: StreamFormat[] = values.format === undefined ? ['csv', 'parquet'] : [values.format as StreamFormat];

/** How many times the memory of the small run the full one may need. */
const growthMax = 1.2;

console.log('| records | format | time | records/s | processor time | peak memory |\n|---:|---|---:|---:|---:|---:|');
for (const format of formats) {
  const small = await measureStream(format, records / 20);
  console.log(row(small));
  const large = await measureStream(format, records);
  console.log(row(large));
  const growth = (large.usage?.peakRssBytes ?? 1) / (small.usage?.peakRssBytes ?? 1);
  if (growth <= growthMax) continue;
  console.error(`Memory is not flat with ${format}: twenty times the records need ${growth.toFixed(2)} times as much`);
  process.exitCode = 1;
}

function row({ records: count, format, runMs, recordsPerSecond, usage }: StreamMeasurement): string {
  const rate = Math.round(recordsPerSecond).toLocaleString('en');
  const peak = usage === undefined ? '–' : `${Math.round(usage.peakRssBytes / 2 ** 20)} MiB`;
  const processor = usage === undefined ? '–' : seconds(usage.processorMs);
  return `| ${count.toLocaleString('en')} | ${format} | ${seconds(runMs)} | ${rate} | ${processor} | ${peak} |`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
