import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '@millrace/grammar';
import fc from 'fast-check';
import { beginRun, type RunLedger, resumeRun, runPlan, unfinishedRuns } from 'millrace';
import type { RunFinished } from 'millrace/protocol';
import { expect, test } from 'vitest';
import { graphs, planned } from '../support/any-graph.ts';
import { planOf } from '../support/plans.ts';
import { lines, writeOf } from '../support/row-plans.ts';
import { projectWith, runIn } from '../support/run-plans.ts';

/** Some tens of batches of each source. */
const count = 60;

/** How many attempts began behind the first batch of some node. */
let goneOn = 0;

/** One attempt, new or not, that is cancelled after so many commits of its ledger. */
async function attempt(folder: string, plan: Plan, commits: number): Promise<RunFinished> {
  const run = { projectFolder: folder, runId: randomUUID(), version: 'test', authored: plan, choice: {} };
  const [kept] = unfinishedRuns(folder, plan.source);
  const ledger = kept === undefined ? (await beginRun(run)).ledger : await resumeRun(kept, run);
  if (ledger === undefined) throw new Error('The folder of the test cannot be written');
  if ([...ledger.nodes.values()].some(({ start }) => start > 0)) goneOn++;
  const signal = cancelledAfter(ledger, commits);
  return runPlan(plan, { projectFolder: folder, ledger, signal, ledgerIntervalMs: 0 });
}

function cancelledAfter(ledger: RunLedger, commits: number): AbortSignal {
  const abort = new AbortController();
  const { commit } = ledger;
  let left = commits;
  ledger.commit = (records, wave) => {
    commit.call(ledger, records, wave);
    if (--left === 0) abort.abort();
  };
  return abort.signal;
}

async function outputsOf(project: Awaited<ReturnType<typeof projectWith>>): Promise<Record<string, string>> {
  const paths = (await project.files()).filter((path) => path.startsWith('out/'));
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await project.text(path)] as const)));
}

test('whatever the flow, one that is cancelled again and again gives what it gives in one go', async () => {
  const cancels = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(graphs, cancels, async (graph, commits) => {
      await using project = await projectWith({ 'rows.jsonl': lines(count) });
      const names = graph.map((line) => line.split(' ')[0] as string);
      const plan = planOf([...graph.map(planned), ...names.map((name) => writeOf(`w${name}`, name))]);
      expect((await runIn(project.folder, plan)).finished.status).toBe('succeeded');
      const wanted = await outputsOf(project);
      await rm(join(project.folder, 'out'), { recursive: true });
      for (const most of [...commits, Number.POSITIVE_INFINITY]) {
        const finished = await attempt(project.folder, plan, most);
        if (finished.status === 'succeeded') break;
        expect(finished).toMatchObject({ status: 'cancelled' });
      }
      expect(await outputsOf(project)).toEqual(wanted);
    }),
    { numRuns: 30 },
  );
  expect(goneOn).toBeGreaterThan(10);
}, 300_000);
