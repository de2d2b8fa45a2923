/**
 * What a record costs as it passes through code in another process, against a process that is asked record by record. Prints
 * rows for docs/benchmarks.md, and fails where a task is not as many times cheaper as it must be.
 *
 *     node test/bench/task.bench.ts [--records 400000]
 */
import { parseArgs } from 'node:util';
import { measureTask, wantedRatio } from './task-measurement.ts';

const { values } = parseArgs({ options: { records: { type: 'string', default: '400000' } } });

console.log(
  '| code | task | record by record | times less | at least | on the clock |\n|---|---:|---:|---:|---:|---:|',
);
for (const language of ['node', 'python'] as const) {
  const { task, lineByLine, ratio } = await measureTask(language, Number(values.records));
  const onTheClock = `${(lineByLine.elapsedUs / task.elapsedUs).toFixed(1)} times less`;
  const times = [task, lineByLine].map(({ processorUs }) => `${processorUs.toFixed(1)} µs`);
  const cells = [...times, ratio.toFixed(1), wantedRatio[language], onTheClock];
  console.log(`| ${language} | ${cells.join(' | ')} |`);
  if (ratio >= wantedRatio[language]) continue;
  console.error(`A record costs too much in ${language}`);
  process.exitCode = 1;
}
