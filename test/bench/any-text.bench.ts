/**
 * Any text has an answer, soon, and damage stays where it is done. Fails where not, and says so as soon as it is found.
 *
 *     node test/bench/any-text.bench.ts [--mutations 1000000] [--seed 1] [--server]
 *
 * With `--server` it is the features of the language server that are asked.
 */
import { parseArgs } from 'node:util';
import { measureAnyText } from './any-text-measurement.ts';
import { measureAnyTextServer } from './any-text-server.ts';

const { values } = parseArgs({
  options: {
    mutations: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    server: { type: 'boolean', default: false },
  },
});
const before = performance.now();
const measure = values.server ? measureAnyTextServer : measureAnyText;
const { mutations, schemas, plans, slowestMs, failures } = await measure(
  Number(values.mutations),
  Number(values.seed),
  ({ kind, what, text }) => console.error(`\n---- ${kind}: ${what}\n${text}`),
);
console.log('| mutations | schemas compared | plans made | failures | slowest text | time |');
console.log('|---:|---:|---:|---:|---:|---:|');
const seconds = ((performance.now() - before) / 1000).toFixed(0);
console.log(`| ${mutations} | ${schemas} | ${plans} | ${failures} | ${slowestMs.toFixed(0)} ms | ${seconds} s |`);
process.exitCode = failures > 0 ? 1 : 0;
