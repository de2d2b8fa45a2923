/**
 * Kills real runs at hundreds of places that a seed chooses, resumes them, and compares their outputs to the byte with those of an
 * undisturbed run. Prints rows for docs/benchmarks.md, and fails where a record is lost or comes twice, or anything else is other.
 *
 *     node test/bench/reliability.bench.ts [--trials 40] [--seed 1] [--records 30000] [--project NAME]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killTrials } from '../reliability/kill-trials.ts';
import { projectNames } from '../reliability/killed-projects.ts';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    records: { type: 'string', default: '30000' },
    project: { type: 'string' },
  },
});
const [trials, seed, count] = [Number(values.trials), Number(values.seed), Number(values.records)];

console.log('| project | runs | ended | resumed | lost | twice | other faults |\n|---|---:|---:|---:|---:|---:|---:|');
for (const project of projectNames.filter((name) => name === (values.project ?? name))) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-reliability-'));
  try {
    const { kills, resumed, lost, twice, faults } = await killTrials({ project, count, trials, seed, folder });
    console.log(`| ${project} | ${trials} | ${kills} | ${resumed} | ${lost} | ${twice} | ${faults.length} |`);
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
