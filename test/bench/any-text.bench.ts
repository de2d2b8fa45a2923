/**
 * Any text has an answer, soon, and damage stays where it is done. Fails where not.
 *
 *     node test/bench/any-text.bench.ts [--mutations 1000000] [--seed 1]
 */
import { parseArgs } from 'node:util';
import { measureAnyText } from './any-text-measurement.ts';

const { values } = parseArgs({
  options: { mutations: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const before = performance.now();
const { mutations, schemas, slowestMs, failures } = await measureAnyText(Number(values.mutations), Number(values.seed));
console.log('| mutations | schemas compared | failures | slowest text | time |\n|---:|---:|---:|---:|---:|');
const seconds = ((performance.now() - before) / 1000).toFixed(0);
console.log(`| ${mutations} | ${schemas} | ${failures.length} | ${slowestMs.toFixed(0)} ms | ${seconds} s |`);
for (const { kind, what, text } of failures.slice(0, 20)) console.error(`\n---- ${kind}: ${what}\n${text}`);
process.exitCode = failures.length > 0 ? 1 : 0;
