/**
 * The signature of a model of 2 GB. Prints rows for docs/benchmarks.md, and fails above 30 ms of processor time (the median) or
 * 10 MB, which is what a model of a thousand weights may cost.
 *
 *     node test/bench/signature.bench.ts [--megabytes 2000] [--weights 1000]
 */
import { parseArgs } from 'node:util';
import { measureSignature } from './signature-measurement.ts';

const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '2000' }, weights: { type: 'string', default: '1000' } },
});
const weights = Number(values.weights);
const size = Math.floor((Number(values.megabytes) * 1_000_000) / weights / 4) * 4;
const measured = measureSignature(weights, size, 11);

console.log(
  '| model | weights | read | reads | first time | later | on the clock |\n|---:|---:|---:|---:|---:|---:|---:|',
);
console.log(
  `| ${(measured.modelBytes / 1e9).toFixed(1)} GB | ${weights.toLocaleString('en')} | ${(measured.bytesRead / 1e6).toFixed(2)} MB | ${measured.reads.toLocaleString('en')} | ${measured.firstMs.toFixed(1)} ms | ${measured.laterMs.toFixed(1)} ms | ${measured.clockMs.toFixed(1)} ms |`,
);
if (weights <= 1000 && (measured.laterMs > 30 || measured.bytesRead > 10e6)) {
  console.error('More than 30 ms or 10 MB');
  process.exitCode = 1;
}
