/**
 * One attempt of a run, as the command makes it, in a process that is killed: goes on with the unfinished run of the folder where
 * there is one, else begins. `node attempt.ts FOLDER [END]`; END is JSON of `End`. Prints its events.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@millrace/grammar';
import { beginRun, type RunLedger, resumeRun, runPlan, tap, unfinishedRuns } from 'millrace';
import type { RunEvent } from 'millrace/protocol';
import { planIn } from '../support/plan-in.ts';

/** Where the process kills itself: before or behind a commit of the ledger, or at an event, counted from 1. */
export type End = { commit: number; when: 'before' | 'behind' } | { event: RunEvent['type']; count: number };

const [folder = '.', end = 'null'] = process.argv.slice(2);
const die = () => process.kill(process.pid, 'SIGKILL');

function dying(ledger: RunLedger, end: End | null): RunLedger {
  if (end === null || !('commit' in end)) return ledger;
  let left = end.commit;
  const { commit } = ledger;
  ledger.commit = (records, wave) => {
    left--;
    if (left === 0 && end.when === 'before') die();
    commit.call(ledger, records, wave);
    if (left === 0) die();
  };
  return ledger;
}

async function openLedger(authored: Plan): Promise<RunLedger> {
  const run = { projectFolder: folder, runId: randomUUID(), version: 'test', authored, choice: {} };
  const [unfinished] = unfinishedRuns(folder, authored.source);
  const ledger = unfinished === undefined ? (await beginRun(run)).ledger : await resumeRun(unfinished, run);
  if (ledger === undefined) throw new Error('The folder of the test cannot be written');
  return ledger;
}

/** What the command adds to a flow where results are kept: `kept.json` has pairs of a node and a connector. */
function withKept(plan: Plan): Plan {
  const path = join(folder, 'kept.json');
  const kept: [string, string][] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
  return kept.reduce((whole, [node, name]) => tap(whole, node, 'out', { name, options: {} }), plan);
}

const planned: End | null = JSON.parse(end);
const plan = withKept(await planIn(folder));
let left = planned !== null && 'event' in planned ? planned.count : 0;
const cancelling = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancelling.abort());
const finished = await runPlan(plan, {
  projectFolder: folder,
  signal: cancelling.signal,
  ledger: dying(await openLedger(plan), planned),
  ledgerIntervalMs: 15,
  onEvent: (event) => {
    process.stdout.write(`${JSON.stringify(event)}\n`);
    if (planned !== null && 'event' in planned && planned.event === event.type && --left === 0) die();
  },
});
process.exitCode = { succeeded: 0, failed: 1, cancelled: 130 }[finished.status];
