import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  artefactsOfRun,
  artefactsWith,
  batchesOfRun,
  type Catalogue,
  errorsOfRun,
  findRuns,
  nodesOfRun,
  planOfRun,
  RunError,
  type RunRecorder,
  runPlan,
  sourcesOf,
} from 'millrace';
import { describe, expect, test } from 'vitest';
import { findPostgres } from '../../support/postgres.ts';
import { addFiles, projectFolder } from '../../support/project-folder.ts';
import { ownCatalogue, paymentsProject, planIn, recordedRun, stores } from '../../support/recorded-run.ts';

const postgres = await findPostgres();

describe.each(stores)('a run recorded in %s', (store) => {
  const isMissing = store === 'PostgreSQL' && postgres.missing !== undefined;
  const start = () => ownCatalogue(store, postgres, paymentsProject);

  test.skipIf(isMissing)('is known by its plan, parameters, nodes and end', async () => {
    const catalogue = await start();
    const plan = await planIn(catalogue.projectFolder, { least: '25' });
    const { runId } = await recordedRun(catalogue, plan, { name: 'with a threshold' });
    const [run] = await findRuns(catalogue, runId);
    expect(run).toMatchObject({
      id: runId,
      flow: 'Payments',
      source: 'main.flow',
      name: 'with a threshold',
      status: 'succeeded',
      parameters: { rate: 2, least: 25 },
      planFingerprint: plan.fingerprint,
      versions: { node: process.versions.node },
    });
    expect(Number(run?.durationMs)).toBeGreaterThanOrEqual(0);
    expect(await planOfRun(catalogue, runId)).toEqual(JSON.parse(JSON.stringify(plan)));
    const nodes = await nodesOfRun(catalogue, runId);
    expect(nodes.map(({ node, status, records, failed }) => [node, status, records, failed])).toEqual([
      ['payments', 'succeeded', 2, 1],
      ['euros', 'succeeded', 2, 0],
      ['large', 'succeeded', 1, 0],
      ['out', 'succeeded', 1, 0],
      ['bad', 'succeeded', 1, 0],
    ]);
    expect(nodes.map(({ fingerprint }) => fingerprint)).toEqual(plan.stages.map(({ fingerprint }) => fingerprint));
  });

  test.skipIf(isMissing)('has its outputs with their digests, and what each was made from', async () => {
    const catalogue = await start();
    const { runId } = await recordedRun(catalogue, await planIn(catalogue.projectFolder));
    const digest = (file: string) =>
      createHash('sha256')
        .update(readFileSync(path.join(catalogue.projectFolder, file)))
        .digest('hex');
    const artefacts = await artefactsOfRun(catalogue, runId);
    expect(artefacts).toMatchObject([
      { node: 'bad', kind: 'output', path: 'out/bad.jsonl', sha256: digest('out/bad.jsonl'), records: 1 },
      { node: 'out', kind: 'output', path: 'out/euros.csv', sha256: digest('out/euros.csv'), records: 2, bytes: 19 },
    ]);
    expect(await batchesOfRun(catalogue, runId)).toMatchObject([
      { node: 'bad', firstSequence: 0, lastSequence: 0, records: 1, artefactId: artefacts[0]?.id },
      { node: 'out', firstSequence: 0, lastSequence: 0, records: 2, artefactId: artefacts[1]?.id },
    ]);
    const sources = await sourcesOf(catalogue, artefacts[1]?.id ?? '');
    expect(sources.map(({ kind, path, sha256 }) => [kind, path, sha256])).toEqual([
      ['flow', 'main.flow', digest('main.flow')],
      ['input', 'data/payments.csv', digest('data/payments.csv')],
    ]);
    expect(await artefactsWith(catalogue, digest('out/euros.csv'))).toHaveLength(1);
  });

  test.skipIf(isMissing)('has its first bad records, without personal data', async () => {
    const catalogue = await start();
    const { runId } = await recordedRun(catalogue, await planIn(catalogue.projectFolder));
    expect(await errorsOfRun(catalogue, runId)).toMatchObject([
      {
        node: 'payments',
        attempt: 1,
        record: { id: '2', card: '(hidden)', amount: 'lots' },
        source: { path: 'data/payments.csv', line: 3 },
      },
    ]);
    expect(await everything(catalogue)).not.toContain('4222');
  });

  test.skipIf(isMissing)('that fails is known with its failure, and has no outputs', async () => {
    const catalogue = await start();
    const plan = await planIn(catalogue.projectFolder);
    addFiles(catalogue.projectFolder, { 'data/payments.csv': 'id,amount\n1,10\n' });
    const { runId, error } = await recordedRun(catalogue, plan);
    const [run] = await findRuns(catalogue, runId);
    expect(run).toMatchObject({ status: 'failed', error });
    expect(run?.error?.node).toBe('payments');
    const nodes = await nodesOfRun(catalogue, runId);
    expect(nodes.find(({ node }) => node === 'payments')).toMatchObject({ status: 'failed', error });
    expect(await artefactsOfRun(catalogue, runId)).toEqual([]);
  });

  test.skipIf(isMissing)('that is cancelled is known as that', async () => {
    const catalogue = await start();
    const { runId } = await recordedRun(catalogue, await planIn(catalogue.projectFolder), {
      signal: AbortSignal.abort(),
    });
    expect(await findRuns(catalogue, runId)).toMatchObject([{ status: 'cancelled' }]);
  });

  test.skipIf(isMissing)('that goes on under its id keeps what it told before, and publishes once', async () => {
    const catalogue = await start();
    const plan = await planIn(catalogue.projectFolder);
    const { runId } = await recordedRun(catalogue, plan);
    await recordedRun(catalogue, plan, { runId });
    const artefacts = await artefactsOfRun(catalogue, runId);
    expect(artefacts.map(({ path }) => path)).toEqual(['out/bad.jsonl', 'out/euros.csv']);
    expect((await errorsOfRun(catalogue, runId)).map(({ node }) => node)).toEqual(['payments', 'payments']);
    expect(await findRuns(catalogue, runId)).toMatchObject([{ status: 'succeeded' }]);
  });
});

describe('a recorder that fails', () => {
  const full = new RunError('disk-full', 'Cannot use the catalogue: the disk is full');
  const nothing: RunRecorder = {
    started: async () => {},
    published: async () => {},
    recordFailed: () => {},
    finished: async () => {},
  };
  const failing = async () => {
    throw full;
  };

  test.each(['started', 'published', 'finished'] as const)('at "%s" fails the run', async (moment) => {
    const folder = projectFolder(paymentsProject);
    const recorder = { ...nothing, [moment]: failing };
    const finished = await runPlan(await planIn(folder), { projectFolder: folder, recorder });
    expect(finished).toMatchObject({ status: 'failed', error: { code: 'disk-full' } });
  });

  test('at its start leaves no output', async () => {
    const folder = projectFolder(paymentsProject);
    writeFileSync(path.join(folder, 'out'), 'in the way of every output');
    const recorder = { ...nothing, started: failing };
    const finished = await runPlan(await planIn(folder), { projectFolder: folder, recorder });
    expect(finished.error?.code).toBe('disk-full');
  });
});

async function everything({ db }: Catalogue): Promise<string> {
  const tables = ['runs', 'runNodes', 'runErrors', 'artefacts', 'relationships'] as const;
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  return JSON.stringify(rows);
}
