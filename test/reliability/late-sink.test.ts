/**
 * A sink that opens while the ledger asks the others: the note tells of it as it was when it was asked. As it is meanwhile, open and
 * without an answer, it would begin anew at the next resume, behind a source that does not.
 */
import { randomUUID } from 'node:crypto';
import {
  beginRun,
  type Clock,
  type Connector,
  connectors,
  type RunLedger,
  resumeRun,
  runPlan,
  unfinishedRuns,
} from 'millrace';
import { expect, onTestFinished, test } from 'vitest';
import { jsonlCall, planOf, stage } from '../support/plans.ts';
import { projectFolder } from '../support/project-folder.ts';
import { lines, row } from '../support/row-plans.ts';

const batches = 100;
const sink = (name: string) => stage('write', { name, input: row, connector: { name: 'gated', options: {} } });
const plan = planOf([
  { stage: stage('read', { name: 'rows', output: row, connector: jsonlCall('rows.jsonl'), batch: { max: 10 } }) },
  { stage: sink('early'), from: 'rows' },
  { stage: sink('late'), from: 'rows' },
]);

class Gate {
  open = () => {};
  readonly passed: Promise<void>;

  constructor() {
    this.passed = new Promise((resolve) => {
      this.open = resolve;
    });
  }
}

/** What waits: opening a node, asking it how far it is, its 21st batch. Passed where nothing is said. */
type Waits = Partial<Record<`${'open' | 'ask' | 'write'} ${'early' | 'late'}`, Gate>>;

/** Keeps the batches of each node as a disk would, and waits at gates. */
function gatedConnector(outputs: Map<string, number[]>, waits: () => Waits, told: (said: string) => void): Connector {
  return {
    name: 'gated',
    async openSink(_, { node, at }) {
      const place = node as 'early' | 'late';
      told(`opening ${node}`);
      await waits()[`open ${place}`]?.passed;
      const output = (outputs.get(node) ?? []).slice(0, Number(at?.next ?? 0));
      outputs.set(node, output);
      return {
        async write({ id }) {
          if (output.length >= 20) await waits()[`write ${place}`]?.passed;
          output.push(id.sequence);
          told(`${node} has ${output.length}`);
        },
        async checkpoint() {
          const next = output.length;
          told(`asked ${node}`);
          await waits()[`ask ${place}`]?.passed;
          return { next, records: next * 10, position: { next } };
        },
        complete: async () => {},
        publish: async () => [],
        close: async () => {},
      };
    },
  };
}

/** Notes are made when the test says so, and never else. */
function handClock(): { clock: Clock; note(): void } {
  let due = () => {};
  const after: Clock['after'] = (delayMs, action) => {
    if (delayMs === noteMs) due = action;
    return () => {};
  };
  return { clock: { now: () => 0, after }, note: () => due() };
}
const noteMs = 7;

/** Its process ends behind the commit of this number: nothing more is written down. */
function endedBehind(ledger: RunLedger, number: number, ended: () => void): RunLedger {
  const { commit, end } = ledger;
  let commits = 0;
  ledger.commit = (records, wave) => {
    if (++commits > number) throw new Error('the process is gone');
    commit.call(ledger, records, wave);
    if (commits === number) ended();
  };
  ledger.end = () => end.call(ledger, 'cancelled');
  return ledger;
}

test('a sink that opens while a note is made loses nothing', async () => {
  const folder = projectFolder({ 'rows.jsonl': lines(batches * 10) });
  const outputs = new Map<string, number[]>();
  let waits: Waits = {};
  let told = (_: string) => {};
  const all = connectors as Map<string, Connector>;
  all.set(
    'gated',
    gatedConnector(
      outputs,
      () => waits,
      (said) => told(said),
    ),
  );
  onTestFinished(() => void all.delete('gated'));
  const run = { projectFolder: folder, runId: randomUUID(), version: 'test', authored: plan, choice: {} };
  const attempt = async (begun: RunLedger | undefined, script: (note: () => void) => (said: string) => void) => {
    const { clock, note } = handClock();
    const abort = new AbortController();
    told = script(note);
    const ledger =
      begun &&
      endedBehind(begun, 1, () => {
        abort.abort();
        waits['write late']?.open();
      });
    const options = { projectFolder: folder, clock, ledgerIntervalMs: noteMs, signal: abort.signal, ledger };
    return runPlan(plan, options);
  };
  const resumed = async () => {
    const [kept] = unfinishedRuns(folder, plan.source);
    return kept && resumeRun(kept, run);
  };

  waits = { 'write late': new Gate() };
  const first = await attempt((await beginRun(run)).ledger, (note) => (said) => {
    if (said === 'late has 20') note();
  });

  const [opening, asking] = [new Gate(), new Gate()];
  waits = { 'open late': opening, 'ask early': asking };
  const second = await attempt(await resumed(), (note) => (said) => {
    if (said === 'opening early') setImmediate(note);
    if (said === 'asked early') opening.open();
    if (said.startsWith('late has')) asking.open();
  });

  expect([first.status, second.status]).toEqual(['cancelled', 'cancelled']);

  waits = {};
  told = () => {};
  const ledger = await resumed();
  expect(await runPlan(plan, { projectFolder: folder, ledger })).toMatchObject({ status: 'succeeded' });
  const whole = Array.from({ length: batches }, (_, sequence) => sequence);
  expect(outputs).toEqual(
    new Map([
      ['early', whole],
      ['late', whole],
    ]),
  );
});
