/**
 * What it costs a run to note how far it is. Prints rows for docs/benchmarks.md, and fails where that is more than 3 % of the run's
 * processor time.
 *
 *     node test/bench/ledger.bench.ts [--records 4000000] [--rounds 7]
 */
import { parseArgs } from 'node:util';
import { measureLedger } from './ledger-measurement.ts';

const { values } = parseArgs({
  options: { records: { type: 'string', default: '4000000' }, rounds: { type: 'string', default: '7' } },
});
const ratioMax = 1.03;
const percent = (ratio: number) => `${((ratio - 1) * 100).toFixed(1)} %`;

console.log(
  '| records | format | without | with | more by the clock | more processor time |\n|---:|---|---:|---:|---:|---:|',
);
for (const format of ['csv', 'parquet'] as const) {
  const found = await measureLedger(format, Number(values.records), Number(values.rounds));
  const times = [found.withoutMs, found.withMs].map((ms) => `${(ms / 1000).toFixed(2)} s`).join(' | ');
  const more = `${percent(found.ratio)} | ${percent(found.processorRatio)}`;
  console.log(`| ${found.records.toLocaleString('en')} | ${format} | ${times} | ${more} |`);
  if (found.processorRatio > ratioMax) {
    console.error(`A ledger costs more than 3 % with ${format}`);
    process.exitCode = 1;
  }
}
