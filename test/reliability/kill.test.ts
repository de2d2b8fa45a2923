import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { killTrials } from './kill-trials.ts';
import { projectNames } from './killed-projects.ts';

/** A few of each here; test/bench/reliability.bench.ts kills hundreds. */
test.each(projectNames)(
  'a run of the project "%s" that is killed and resumed gives the same bytes',
  async (project) => {
    const folder = mkdtempSync(join(tmpdir(), 'millrace-killed-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { lost, twice, faults } = await killTrials({ project, count: 10_000, trials: 3, seed: 1, folder });
    expect({ lost, twice, faults }).toEqual({ lost: 0, twice: 0, faults: [] });
  },
  600_000,
);
