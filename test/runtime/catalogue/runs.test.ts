import { spawnSync } from 'node:child_process';
import { type Catalogue, findRuns, insertRun, listRuns, type RunRow } from 'millrace';
import { describe, expect, test } from 'vitest';
import { findPostgres } from '../../support/postgres.ts';
import { addFiles } from '../../support/project-folder.ts';
import { ownCatalogue, paymentsProject, planIn, recordedRun, stores } from '../../support/recorded-run.ts';

const postgres = await findPostgres();

function row(catalogue: Catalogue, own: Partial<RunRow>): RunRow {
  return {
    id: crypto.randomUUID(),
    project: catalogue.project,
    flow: 'F',
    source: 'main.flow',
    name: null,
    status: 'succeeded',
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: null,
    durationMs: null,
    planFingerprint: 'p',
    plan: '{}',
    parameters: '{}',
    gitCommit: null,
    gitDirty: null,
    versions: '{}',
    machine: 'elsewhere',
    pid: 1,
    processStart: null,
    errorCode: null,
    errorMessage: null,
    errorNode: null,
    ...own,
  };
}

describe.each(stores)('runs in %s', (store) => {
  const isMissing = store === 'PostgreSQL' && postgres.missing !== undefined;

  test.skipIf(isMissing)('are found by the beginning of their id, by name, and as the latest', async () => {
    const catalogue = await ownCatalogue(store, postgres);
    const ids = ['aaaa1111-0000-4000-8000-000000000000', 'aaaa2222-0000-4000-8000-000000000000', 'bbbb'];
    await insertRun(catalogue, row(catalogue, { id: ids[0], name: 'base' }));
    await insertRun(catalogue, row(catalogue, { id: ids[1], startedAt: '2026-01-03T00:00:00.000Z' }));
    await insertRun(catalogue, row(catalogue, { id: ids[2], name: 'base', startedAt: '2026-01-02T00:00:00.000Z' }));
    const found = async (word: string) => (await findRuns(catalogue, word)).map(({ id }) => id);
    expect(await found('aaaa1')).toEqual([ids[0]]);
    expect(await found('AAAA2')).toEqual([ids[1]]);
    expect(await found('aaaa')).toEqual([ids[1], ids[0]]);
    expect(await found('base')).toEqual([ids[2]]);
    expect(await found('latest')).toEqual([ids[1]]);
    expect(await found('%')).toEqual([]);
    expect(await found('none')).toEqual([]);
  });

  test.skipIf(isMissing)('are listed the newest first, of a flow and as many as asked for', async () => {
    const catalogue = await ownCatalogue(store, postgres);
    for (const [at, flow] of ['F', 'G', 'F'].entries())
      await insertRun(
        catalogue,
        row(catalogue, { flow, name: `${at}`, startedAt: `2026-01-0${at + 1}T00:00:00.000Z` }),
      );
    const listed = async (options: object) => (await listRuns(catalogue, options)).map(({ name }) => name);
    expect(await listed({})).toEqual(['2', '1', '0']);
    expect(await listed({ flow: 'F' })).toEqual(['2', '0']);
    expect(await listed({ limit: 1 })).toEqual(['2']);
  });
});

test('a run whose process is gone without a word is shown as interrupted', async () => {
  const catalogue = await ownCatalogue('SQLite', postgres);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const { machine, pid: own, processStart } = await ownRow(catalogue);
  const statuses = async (rows: Partial<RunRow>[]) => {
    await catalogue.db.deleteFrom('runs').execute();
    for (const [at, one] of rows.entries())
      await insertRun(catalogue, row(catalogue, { status: 'running', name: `${at}`, ...one }));
    const listed = await listRuns(catalogue);
    return Object.fromEntries(listed.map(({ name, status }) => [name, status]));
  };
  expect(
    await statuses([
      { machine, pid, processStart },
      { machine, pid: own, processStart },
      { machine, pid: own, processStart: processStart && 'another boot 1' },
      { machine: 'elsewhere', pid },
      { machine, pid, status: 'succeeded' },
    ]),
  ).toEqual({
    0: 'interrupted',
    1: 'running',
    2: processStart === null ? 'running' : 'interrupted',
    3: 'running',
    4: 'succeeded',
  });
});

/** How this process writes itself down. */
async function ownRow(catalogue: Catalogue): Promise<RunRow> {
  addFiles(catalogue.projectFolder, paymentsProject);
  const { runId } = await recordedRun(catalogue, await planIn(catalogue.projectFolder));
  return catalogue.db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow();
}
