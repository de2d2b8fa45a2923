/** Runs the flow of a folder in this process, with a ledger, as a new run or going on with an unfinished one. */
import { randomUUID } from 'node:crypto';
import type { Plan } from '@millrace/grammar';
import { beginRun, type Clock, resumeRun, runPlan, unfinishedRuns } from 'millrace';
import type { RunEvent, RunFinished } from 'millrace/protocol';
import { planIn } from '../support/plan-in.ts';

export interface LedgeredSetting {
  isResumed?: boolean;
  /** What is run in the place of the flow's own plan. */
  change?(plan: Plan): Plan;
  clock?: Clock;
  signal?: AbortSignal;
  onEvent?(event: RunEvent): void;
}

/** Rejects where there is nothing to resume, or what there is cannot be. */
export async function ledgeredRun(folder: string, setting: LedgeredSetting = {}): Promise<RunFinished> {
  const { change = (plan: Plan) => plan } = setting;
  const plan = change(await planIn(folder));
  const run = { projectFolder: folder, runId: randomUUID(), version: 'test', authored: plan, choice: {} };
  const { ledger } = setting.isResumed ? await resumed(folder, run) : await beginRun(run);
  return runPlan(plan, { ...setting, projectFolder: folder, ledger, ledgerIntervalMs: 5 });
}

async function resumed(folder: string, run: Parameters<typeof beginRun>[0]) {
  const [kept] = unfinishedRuns(folder, run.authored.source);
  if (kept === undefined) throw new Error('No run is unfinished');
  return { ledger: await resumeRun(kept, run) };
}
