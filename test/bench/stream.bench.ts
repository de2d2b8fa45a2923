/**
 * Records through read → select → filter → infer → write, as the real command runs them, at a tenth of the size and at the
 * full size: memory is flat when the peaks of both are about the same. Prints rows for docs/benchmarks.md.
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

console.log('| records | format | time | records/s | peak memory |\n|---:|---|---:|---:|---:|');
for (const format of formats) {
  for (const size of [records / 10, records]) console.log(row(await measureStream(format, size)));
}

function row({ records: count, format, runMs, recordsPerSecond, peakRssBytes }: StreamMeasurement): string {
  const peak = peakRssBytes === undefined ? '–' : `${Math.round(peakRssBytes / 2 ** 20)} MiB`;
  const rate = Math.round(recordsPerSecond).toLocaleString('en');
  return `| ${count.toLocaleString('en')} | ${format} | ${(runMs / 1000).toFixed(1)} s | ${rate} | ${peak} |`;
}
