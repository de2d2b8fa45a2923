/**
 * From the start of the command to the first record that comes out, and a check from beginning to end, with the command as it is shipped.
 * Prints rows for docs/benchmarks.md, and fails where even the fastest of them took longer than it may.
 *
 *     node test/bench/start.bench.ts [--rounds 20]
 */
import { parseArgs } from 'node:util';
import { buildCommand } from './built-command.ts';
import { measureStart, wantedMs } from './start-measurement.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });

const words = { run: 'run, to its first record', check: 'check, to its end' };
using command = await buildCommand();
console.log('| command | least | median | at most | processor time |\n|---|---:|---:|---:|---:|');
for (const { what, leastMs, medianMs, processorMs } of await measureStart(command.path, Number(values.rounds))) {
  const cells = [leastMs, medianMs, wantedMs[what], processorMs].map((ms) => `${Math.round(ms)} ms`);
  console.log(`| ${words[what]} | ${cells.join(' | ')} |`);
  if (leastMs <= wantedMs[what]) continue;
  console.error(`${what} starts too slowly`);
  process.exitCode = 1;
}
