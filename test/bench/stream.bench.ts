/**
 * Records through read → select → filter → infer → write, as the real command runs them, at a tenth of the size and at the
 * full size. Prints rows for docs/benchmarks.md, and fails where memory grows with the records.
 *
 *     node test/bench/stream.bench.ts [--records 10000000] [--format csv|parquet]
 */
import { parseArgs } from 'node:util';
import { measureStream, type StreamMeasurement } from './stream-measurement.ts';
import type { StreamFormat } from './stream-project.ts';

const { values } = parseArgs({
  options: { records: { type: 'string', default: '10000000' }, format: { type: 'string' } },
});
const records = Number(values.records);
const formats: StreamFormat[] = values.format === undefined ? ['csv', 'parquet'] : [values.format as StreamFormat];

/** What warming up may cost beyond the small run: larger heaps, one part of a Parquet file in memory. */
const growthBytesMax = 256 * 2 ** 20;

console.log('| records | format | time | records/s | processor time | peak memory |\n|---:|---|---:|---:|---:|---:|');
for (const format of formats) {
  const small = await measureStream(format, records / 10);
  console.log(row(small));
  const large = await measureStream(format, records);
  console.log(row(large));
  if ((large.usage?.peakRssBytes ?? 0) - (small.usage?.peakRssBytes ?? 0) > growthBytesMax) {
    console.error(`Memory is not flat with ${format}: ten times the records need more than 256 MiB more`);
    process.exitCode = 1;
  }
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
