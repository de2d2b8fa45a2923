import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Catalogue, insertArtefacts, keepPart, listRuns, newPart, pruneRuns } from 'millrace';
import { describe, expect, test } from 'vitest';
import { findPostgres } from '../../support/postgres.ts';
import { ownCatalogue, paymentsProject, planIn, recordedRun, stores } from '../../support/recorded-run.ts';

const postgres = await findPostgres();

/** Runs called a, b, c: the first is the oldest. Each has another rate, so that none could use what another made. */
async function history(catalogue: Catalogue, names: readonly string[]): Promise<void> {
  for (const [at, name] of names.entries()) {
    const plan = await planIn(catalogue.projectFolder, { rate: `${at + 1}` });
    const { runId } = await recordedRun(catalogue, plan, { name });
    const startedAt = new Date(Date.UTC(2026, 0, at + 1)).toISOString();
    await catalogue.db.updateTable('runs').set({ startedAt }).where('id', '=', runId).execute();
  }
}

async function names(catalogue: Catalogue): Promise<(string | undefined)[]> {
  return (await listRuns(catalogue)).map(({ name }) => name);
}

describe.each(stores)('retention in %s', (store) => {
  const isMissing = store === 'PostgreSQL' && postgres.missing !== undefined;
  const start = () => ownCatalogue(store, postgres, paymentsProject);

  test.skipIf(isMissing).each([
    [{ keep: 2 }, ['c', 'b'], ['a']],
    [{ keep: 0 }, [], ['c', 'b', 'a']],
    [{ before: '2026-01-02T12:00:00.000Z' }, ['c'], ['b', 'a']],
    [{ keep: 2, before: '2026-01-02T12:00:00.000Z' }, ['c', 'b'], ['a']],
    [{ keep: 1, before: '2026-01-01T12:00:00.000Z' }, ['c', 'b'], ['a']],
    [{ keep: 9 }, ['c', 'b', 'a'], []],
  ])('of %j leaves %j', async (retention, left, gone) => {
    const catalogue = await start();
    await history(catalogue, ['a', 'b', 'c']);
    const trial = await pruneRuns(catalogue, retention, true);
    expect(trial.removed.map(({ name }) => name)).toEqual(gone);
    expect(await names(catalogue)).toEqual(['c', 'b', 'a']);
    const { removed } = await pruneRuns(catalogue, retention);
    expect(removed.map(({ name }) => name)).toEqual(gone);
    expect(await names(catalogue)).toEqual(left);
    const rows = await catalogue.db.selectFrom('runNodes').select('runId').distinct().execute();
    expect(rows).toHaveLength(left.length);
  });

  test.skipIf(isMissing)('keeps what a batch of a dataset, a checkpoint or a review is made of', async () => {
    const catalogue = await start();
    await history(catalogue, ['of a dataset', 'of a model', 'of a review', 'of nothing', 'newest']);
    const { db, project } = catalogue;
    const [dataset, model, review] = (await listRuns(catalogue)).reverse();
    const artefactOf = async (run: { id: string } | undefined) =>
      (
        await db
          .selectFrom('artefacts')
          .select('id')
          .where('runId', '=', run?.id ?? '')
          .executeTakeFirstOrThrow()
      ).id;
    const createdAt = '2026-01-01T00:00:00.000Z';
    const batch = { project, dataset: 'Scores', batch: '1', records: 1, createdAt };
    await db
      .insertInto('datasetBatches')
      .values({ ...batch, artefactId: await artefactOf(dataset) })
      .execute();
    const checkpoint = { project, model: 'Risk', sha256: 'a', path: 'm.onnx', createdAt };
    await db
      .insertInto('checkpoints')
      .values({ ...checkpoint, artefactId: await artefactOf(model) })
      .execute();
    const question = { askedOf: 'desk', record: '{}', ask: '{}', questionDigest: 'q', createdAt };
    await db
      .insertInto('reviews')
      .values({ id: 'r', project, flow: 'F', node: 'n', runId: review?.id ?? '', ...question })
      .execute();
    const { removed, needed } = await pruneRuns(catalogue, { keep: 1 });
    expect(removed.map(({ name }) => name)).toEqual(['of nothing']);
    expect(needed.map(({ name }) => name)).toEqual(['of a review', 'of a model', 'of a dataset']);
  });

  test.skipIf(isMissing)('keeps the newest run whose results a newer one did not compute again', async () => {
    const catalogue = await start();
    const plan = await planIn(catalogue.projectFolder);
    for (const name of ['older', 'used']) await recordedRun(catalogue, plan, { name });
    const { runId } = await recordedRun(catalogue, plan, { name: 'newest' });
    await catalogue.db.deleteFrom('artefacts').where('runId', '=', runId).execute();
    const { needed } = await pruneRuns(catalogue, { keep: 1 });
    expect(needed.map(({ name }) => name)).toEqual(['used']);
    expect(await names(catalogue)).toEqual(['newest', 'used']);
  });
});

test('a run that can still go on stays', async () => {
  const catalogue = await ownCatalogue('SQLite', postgres, paymentsProject);
  await history(catalogue, ['unfinished', 'newest']);
  const [, unfinished] = await listRuns(catalogue);
  mkdirSync(path.join(catalogue.projectFolder, '.millrace/runs', unfinished?.id ?? ''), { recursive: true });
  expect((await pruneRuns(catalogue, { keep: 1 })).removed).toEqual([]);
});

describe('files of the store', () => {
  async function stored(catalogue: Catalogue, text: string): Promise<string> {
    const part = newPart(catalogue.projectFolder, 'txt');
    writeFileSync(part, text);
    const { path: file } = await keepPart(catalogue.projectFolder, part, 'txt');
    return path.join(catalogue.projectFolder, file);
  }
  const longAgo = new Date('2026-01-01');

  test('go with the last run that had them, and those that nobody has', async () => {
    const catalogue = await ownCatalogue('SQLite', postgres, paymentsProject);
    const { projectFolder, project } = catalogue;
    await history(catalogue, ['old', 'new']);
    const [newest, old] = await listRuns(catalogue);
    const files = await Promise.all(['of both', 'of the old', 'of nobody'].map((text) => stored(catalogue, text)));
    for (const file of files) utimesSync(file, longAgo, longAgo);
    const rows = [
      [newest, files[0]],
      [old, files[0]],
      [old, files[1]],
    ] as const;
    await insertArtefacts(
      catalogue,
      rows.map(([run, file]) => ({
        id: crypto.randomUUID(),
        project,
        runId: run?.id ?? '',
        node: 'large',
        kind: 'cache' as const,
        path: path.relative(projectFolder, file ?? ''),
        sha256: null,
        bytes: 1,
        records: 1,
        fingerprint: null,
        createdAt: '2026-01-01T00:00:00.000Z',
      })),
    );
    expect(await pruneRuns(catalogue, { keep: 1 })).toMatchObject({ files: 2, bytes: 10 + 9 });
    expect(files.map((file) => existsSync(file))).toEqual([true, false, false]);
  });

  test('stay a while where a run may be about to say what they are', async () => {
    const catalogue = await ownCatalogue('SQLite', postgres, paymentsProject);
    const file = await stored(catalogue, 'just made');
    expect(await pruneRuns(catalogue, { keep: 0 })).toMatchObject({ files: 0 });
    expect(readdirSync(path.dirname(file))).toHaveLength(1);
  });
});
