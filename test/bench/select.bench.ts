/**
 * Nested records flattened by a select to 20 columns. Prints a row for docs/benchmarks.md, and fails below a million records in a second of
 * processor time.
 *
 *     node test/bench/select.bench.ts [--records 200000] [--rounds 15]
 */
import { parseArgs } from 'node:util';
import { measureSelect, wantedPerSecond } from './select-measurement.ts';

const { values } = parseArgs({
  options: { records: { type: 'string', default: '200000' }, rounds: { type: 'string', default: '15' } },
});
const measured = await measureSelect(Number(values.records), Number(values.rounds));
const { fields, records, selectedPerSecond, readPerSecond } = measured;
const rate = (perSecond: number) => `${Math.round(perSecond).toLocaleString('en')}/s`;
console.log('| fields | records | select | at least | reading them as JSON lines |\n|---:|---:|---:|---:|---:|');
const cells = [
  fields,
  records.toLocaleString('en'),
  rate(selectedPerSecond),
  rate(wantedPerSecond),
  rate(readPerSecond),
];
console.log(`| ${cells.join(' | ')} |`);
if (selectedPerSecond < wantedPerSecond) {
  console.error('Flattening is too slow');
  process.exitCode = 1;
}
