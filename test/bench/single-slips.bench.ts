/**
 * One slip gives one mistake, at every place of every sound flow of the repository. Prints those that give another number.
 *
 *     node test/bench/single-slips.bench.ts [--slips 100000] [--seed 1] [--project examples/card-fraud]
 */
import { parseArgs } from 'node:util';
import { measureSingleSlips } from './single-slips-measurement.ts';

const { values } = parseArgs({
  options: {
    slips: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    project: { type: 'string' },
  },
});
const before = performance.now();
const { slips, failures } = await measureSingleSlips(Number(values.slips), Number(values.seed), values.project);
const seconds = ((performance.now() - before) / 1000).toFixed(0);
console.log(`| slips | failures | time |\n|---:|---:|---:|\n| ${slips} | ${failures.length} | ${seconds} s |\n`);
const byKind = Map.groupBy(failures, ({ kind }) => kind);
for (const [kind, some] of byKind) console.log(`${kind}: ${some.length}`);
for (const { kind, where, what } of failures) console.log(`\n---- ${kind} in ${where}: ${what}`);
process.exitCode = failures.length > 0 ? 1 : 0;
