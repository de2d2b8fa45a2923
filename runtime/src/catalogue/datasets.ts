/** Datasets and their batches. A batch never changes; the newest is what `read x from Scores` reads. */
import type { RecordType } from '@millrace/grammar';
import { removeArtefact } from '../artefacts/artefact-store.ts';
import type { Catalogue } from './catalogue.ts';

export interface KnownDataset {
  name: string;
  record: RecordType;
  keep?: number;
  retainMs?: number;
  batches: number;
  /** ISO 8601. */
  updatedAt: string;
}

export interface KnownBatch {
  dataset: string;
  /** Its identity, as a flow names it. */
  batch: string;
  records: number;
  bytes: number;
  /** Relative to the project. */
  path: string;
  sha256: string;
  createdAt: string;
  runId: string;
  /** The formula: the write that made it. */
  node: string;
  fingerprint: string | null;
}

/** A batch that a run has made, and what its declaration says of the dataset. */
export interface NewBatch {
  dataset: string;
  record: RecordType;
  keep?: number;
  retainMs?: number;
  runId: string;
  artefactId: string;
  records: number;
  createdAt: string;
}

type Rows = Pick<Catalogue, 'db' | 'project'>;

/** `2026-11-20T15-32-34-778c3ac2`: sorts by time, and says whose it is. */
export function batchName(createdAt: string, runId: string): string {
  return `${createdAt.slice(0, 19).replaceAll(':', '-')}-${runId.slice(0, 8)}`;
}

/** A run that goes on makes its batch once more; the one from before goes, and with it what holds its artefact. */
export async function forgetBatchesOf({ db }: Pick<Catalogue, 'db'>, runId: string, node: string): Promise<void> {
  await db
    .deleteFrom('datasetBatches')
    .where('artefactId', 'in', (within) =>
      within.selectFrom('artefacts').select('id').where('runId', '=', runId).where('node', '=', node),
    )
    .execute();
}

export async function insertBatch({ db, project }: Rows, made: NewBatch): Promise<void> {
  const { dataset, record, keep = null, retainMs = null, artefactId, records, createdAt } = made;
  const known = { recordType: JSON.stringify(record), keep, retainMs, updatedAt: createdAt };
  await db
    .insertInto('datasets')
    .values({ project, name: dataset, ...known })
    .onConflict((conflict) => conflict.columns(['project', 'name']).doUpdateSet(known))
    .execute();
  const batch = batchName(createdAt, made.runId);
  await db.insertInto('datasetBatches').values({ project, dataset, batch, artefactId, records, createdAt }).execute();
}

/** The newest first; of a dataset that nobody has written none. */
export async function batchesOf({ db, project }: Rows, dataset: string): Promise<KnownBatch[]> {
  return db
    .selectFrom('datasetBatches')
    .innerJoin('artefacts', 'artefacts.id', 'datasetBatches.artefactId')
    .select([
      'datasetBatches.dataset',
      'datasetBatches.batch',
      'datasetBatches.records',
      'datasetBatches.createdAt',
      'artefacts.bytes',
      'artefacts.path',
      'artefacts.runId',
      'artefacts.node',
      'artefacts.fingerprint',
    ])
    .select(({ fn, val }) => fn.coalesce('artefacts.sha256', val('')).as('sha256'))
    .where('datasetBatches.project', '=', project)
    .where('datasetBatches.dataset', '=', dataset)
    .orderBy('datasetBatches.createdAt', 'desc')
    .orderBy('datasetBatches.batch', 'desc')
    .execute();
}

export async function listDatasets({ db, project }: Rows): Promise<KnownDataset[]> {
  const rows = await db.selectFrom('datasets').selectAll().where('project', '=', project).orderBy('name').execute();
  const counts = await db
    .selectFrom('datasetBatches')
    .select(['dataset', ({ fn }) => fn.countAll<number | string>().as('batches')])
    .where('project', '=', project)
    .groupBy('dataset')
    .execute();
  const batches = new Map(counts.map((row) => [row.dataset, Number(row.batches)]));
  return rows.map(({ name, recordType, keep, retainMs, updatedAt }) => ({
    name,
    record: JSON.parse(recordType) as RecordType,
    ...(keep !== null && { keep }),
    ...(retainMs !== null && { retainMs: Number(retainMs) }),
    batches: batches.get(name) ?? 0,
    updatedAt,
  }));
}

/**
 * Lets go of batches that the dataset's `keep` and `retain` do not want any more; never of the newest. Their files go unless another
 * artefact is the same content.
 */
export async function retireBatches(catalogue: Catalogue, dataset: string, now: number): Promise<KnownBatch[]> {
  const known = (await listDatasets(catalogue)).find(({ name }) => name === dataset);
  const batches = await batchesOf(catalogue, dataset);
  const { keep = Number.POSITIVE_INFINITY, retainMs = Number.POSITIVE_INFINITY } = known ?? {};
  const retired = batches.filter(
    ({ createdAt }, place) => place > 0 && (place >= keep || now - Date.parse(createdAt) > retainMs),
  );
  for (const batch of retired) await retire(catalogue, batch);
  return retired;
}

async function retire({ db, project, projectFolder }: Catalogue, { dataset, batch, path }: KnownBatch): Promise<void> {
  await db
    .deleteFrom('datasetBatches')
    .where('project', '=', project)
    .where('dataset', '=', dataset)
    .where('batch', '=', batch)
    .execute();
  const others = await db
    .selectFrom('datasetBatches')
    .innerJoin('artefacts', 'artefacts.id', 'datasetBatches.artefactId')
    .select('datasetBatches.batch')
    .where('artefacts.path', '=', path)
    .limit(1)
    .execute();
  if (others.length === 0) await removeArtefact(projectFolder, path);
}
