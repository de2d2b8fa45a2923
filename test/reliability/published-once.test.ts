/** Tables get the records of a run once, wherever it is ended around its publishing, and keep no note of it for ever. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beginRun, type RunLedger, resumeRun, runPlan, unfinishedRuns } from 'millrace';
import { beforeEach, describe, expect, test } from 'vitest';
import { planIn } from '../support/plan-in.ts';
import { findPostgres, ownDatabase, postgresQuery } from '../support/postgres.ts';
import { projectFolder } from '../support/project-folder.ts';

interface Tables {
  folder: string;
  ids(): Promise<number[]>;
  /** Runs that are noted; undefined where there is no table of notes. */
  noted(): Promise<number | undefined>;
}

const filesWith = (sink: string) => ({
  'millrace.json': '{ "name": "once", "version": "1.0.0" }',
  'main.flow': `schema Row { id: int64 }
flow Main {
  read rows: Row from csv("rows.csv")
  write out(rows) to ${sink}
  write beside(rows) to jsonl("beside.jsonl")
}
`,
  'rows.csv': 'id\n1\n2\n3\n',
});

const notes = 'SELECT count(*) AS count FROM millrace_published';

async function inSqlite(): Promise<Tables> {
  const folder = projectFolder(filesWith('sqlite("out.db", table: "out", mode: "append")'));
  const ask = async (text: string) => {
    const file = new Database(join(folder, 'out.db'), { readonly: true });
    try {
      return file.prepare(text).all() as { id: number; count: number }[];
    } finally {
      file.close();
    }
  };
  return tablesOf(folder, ask);
}

const postgres = await findPostgres();
async function inPostgres(): Promise<Tables> {
  const url = await ownDatabase(postgres);
  const folder = projectFolder(filesWith(`postgres("${url}", table: "out", mode: "append")`));
  return tablesOf(folder, (text) => postgresQuery(url, text) as Promise<{ id: string; count: string }[]>);
}

type Ask = (text: string) => Promise<{ id: number | string; count: number | string }[]>;

function tablesOf(folder: string, ask: Ask): Tables {
  return {
    folder,
    ids: async () => (await ask('SELECT id FROM out ORDER BY id')).map(({ id }) => Number(id)),
    noted: () =>
      ask(notes).then(
        ([row]) => Number(row?.count),
        () => undefined,
      ),
  };
}

/** Its process ends where `isEnd` says, behind what it did before: nothing more is written down, and nothing cleared away. */
function endedAt(ledger: RunLedger, isEnd: (commit: 'publishing' | 'published') => boolean): RunLedger {
  let isEnded = false;
  return {
    runId: ledger.runId,
    attempt: ledger.attempt,
    plan: ledger.plan,
    nodes: ledger.nodes,
    waveState: (wave) => ledger.waveState(wave),
    begin: (plan) => ledger.begin(plan),
    commit(records, wave) {
      isEnded ||= wave !== undefined && isEnd(wave.state);
      if (isEnded) throw new Error('the process is gone');
      ledger.commit(records, wave);
    },
    keptFile: (node) => ledger.keptFile(node),
    end: () => ledger.end('cancelled'),
  };
}

async function begun(folder: string) {
  const authored = await planIn(folder);
  const { ledger } = await beginRun({
    projectFolder: folder,
    runId: randomUUID(),
    version: 'test',
    authored,
    choice: {},
  });
  if (ledger === undefined) throw new Error('The run has no ledger');
  return { authored, ledger };
}

async function whole(folder: string) {
  const { authored, ledger } = await begun(folder);
  return runPlan(authored, { projectFolder: folder, ledger });
}

async function ended(folder: string, isEnd: Parameters<typeof endedAt>[1]) {
  const { authored, ledger } = await begun(folder);
  return runPlan(authored, { projectFolder: folder, ledger: endedAt(ledger, isEnd) });
}

async function resumed(folder: string) {
  const authored = await planIn(folder);
  const [kept] = unfinishedRuns(folder, authored.source);
  if (kept === undefined) throw new Error('No run is unfinished');
  const ledger = await resumeRun(kept, { projectFolder: folder, runId: '', version: 'test', authored, choice: {} });
  return runPlan(authored, { projectFolder: folder, ledger });
}

describe.each([
  ['sqlite', inSqlite, undefined],
  ['postgres', inPostgres, postgres.missing],
])('%s', (_, open, missing) => {
  beforeEach((context) => {
    if (missing !== undefined) context.skip(missing);
  });

  test('a run that has come to its end is noted nowhere', async () => {
    const { folder, ids, noted } = await open();
    expect(await whole(folder)).toMatchObject({ status: 'succeeded', records: { out: 3 } });
    expect([await ids(), await noted()]).toEqual([[1, 2, 3], 0]);
  });

  test.each([
    ['behind its publishing, before that is written down', (state: string) => state === 'published'],
    ['when that is written down', () => false],
  ])('a run that is ended %s is noted until it is resumed, and has written once', async (_, isEnd) => {
    const { folder, ids, noted } = await open();
    await ended(folder, isEnd);
    expect([await ids(), await noted()]).toEqual([[1, 2, 3], 1]);
    expect(await resumed(folder)).toMatchObject({ status: 'succeeded', records: { out: 3, beside: 3 } });
    expect([await ids(), await noted()]).toEqual([[1, 2, 3], 0]);
  });

  test('a run that another takes the place of is noted no more', async () => {
    const { folder, noted } = await open();
    await ended(folder, () => false);
    expect(await noted()).toBe(1);
    await whole(folder);
    expect(await noted()).toBe(0);
  });

  test('a run that is not to be resumed notes nothing', async () => {
    const { folder, ids, noted } = await open();
    await runPlan(await planIn(folder), { projectFolder: folder });
    expect([await ids(), await noted()]).toEqual([[1, 2, 3], undefined]);
  });
});
