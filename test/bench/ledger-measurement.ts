/** What it costs a run to note how far it is: runs of the same flow with a ledger and without, turn by turn, in one process. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beginRun, runPlan } from 'millrace';
import { planIn } from '../support/plan-in.ts';
import { quantile } from './quantile.ts';
import { makeStreamProject, type StreamFormat } from './stream-project.ts';

export interface LedgerMeasurement {
  records: number;
  /** Medians over the rounds, of one run. */
  withoutMs: number;
  withMs: number;
  /**
   * With a ledger over without, the least of the rounds: by the clock, and by the processor time of all threads. Two runs of the same
   * code differ by a third, of which the least have the least to do with others.
   */
  ratio: number;
  processorRatio: number;
}

interface Cost {
  ms: number;
  processorMs: number;
}

/** Throws where a run does not succeed. */
export async function measureLedger(format: StreamFormat, records: number, rounds: number): Promise<LedgerMeasurement> {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-ledger-'));
  try {
    await makeStreamProject(folder, format, records);
    const plan = await planIn(folder);
    const run = async (isKept: boolean): Promise<Cost> => {
      const [startMs, start] = [performance.now(), process.cpuUsage()];
      const { ledger } = isKept ? await beginRun(newRun(folder, plan)) : {};
      const { status, error } = await runPlan(plan, { projectFolder: folder, ledger });
      if (status !== 'succeeded') throw new Error(error?.message);
      const { user, system } = process.cpuUsage(start);
      return { ms: performance.now() - startMs, processorMs: (user + system) / 1000 };
    };
    await run(true);
    const pairs: { kept: Cost; plain: Cost }[] = [];
    for (let round = 0; round < rounds; round++) {
      const first = await run(round % 2 === 0);
      const second = await run(round % 2 === 1);
      pairs.push(round % 2 === 0 ? { kept: first, plain: second } : { kept: second, plain: first });
    }
    return summary(records, pairs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function newRun(projectFolder: string, authored: Awaited<ReturnType<typeof planIn>>) {
  return { projectFolder, runId: randomUUID(), version: 'bench', authored, choice: {} };
}

function summary(records: number, pairs: readonly { kept: Cost; plain: Cost }[]): LedgerMeasurement {
  const median = (values: number[]) => quantile(values, 0.5);
  return {
    records,
    withoutMs: median(pairs.map(({ plain }) => plain.ms)),
    withMs: median(pairs.map(({ kept }) => kept.ms)),
    ratio: leastRatio(pairs, 'ms'),
    processorRatio: leastRatio(pairs, 'processorMs'),
  };
}

function leastRatio(pairs: readonly { kept: Cost; plain: Cost }[], of: keyof Cost): number {
  return Math.min(...pairs.map(({ kept }) => kept[of])) / Math.min(...pairs.map(({ plain }) => plain[of]));
}
