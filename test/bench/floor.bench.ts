/**
 * read csv → select → infer → write parquet, as the real command runs it, beside the floor under it: the model in a bare loop, plus DuckDB
 * reading and writing the same. Prints rows for docs/benchmarks.md, and fails where a run is less than 0.7 of the floor.
 *
 *     node test/bench/floor.bench.ts [--records 5000000] [--rounds 3]
 */
import { parseArgs } from 'node:util';
import { buildCommand } from './built-command.ts';
import { measureFloor, wantedRatio } from './floor-measurement.ts';

const { values } = parseArgs({
  options: { records: { type: 'string', default: '5000000' }, rounds: { type: 'string', default: '3' } },
});
const [records, rounds] = [Number(values.records), Number(values.rounds)];

using command = await buildCommand();
console.log('| model | records | run | the model alone | DuckDB alone | floor / run | on the clock |');
console.log('|---|---:|---:|---:|---:|---:|---:|');
for (const width of [32, 128]) {
  const { run, model, duckDb, ratio } = await measureFloor({ command: command.path, records, width, rounds });
  const onTheClock = (model.elapsedMs + duckDb.elapsedMs) / run.elapsedMs;
  const times = [run, model, duckDb].map(({ processorMs }) => `${(processorMs / 1000).toFixed(2)} s`);
  const cells = [records.toLocaleString('en'), ...times, ratio.toFixed(2), onTheClock.toFixed(2)];
  console.log(`| 3–${width}–${width}–1 | ${cells.join(' | ')} |`);
  if (ratio >= wantedRatio) continue;
  console.error(`The run is too far above its floor with the model of 3–${width}–${width}–1`);
  process.exitCode = 1;
}
