/** Models that tasks have made, by checkpoint, and which of them `checkpoint: latest` means. */
import type { StoredArtefact } from '../artefacts/artefact-store.ts';
import type { Checkpoints } from '../nodes/task-model.ts';
import type { Catalogue } from './catalogue.ts';

export interface KnownModel {
  name: string;
  useCase?: string;
  /** The digest that `latest` means, whatever is newer. */
  pinned?: string;
  checkpoints: number;
  /** ISO 8601. */
  updatedAt: string;
}

export interface KnownCheckpoint {
  model: string;
  sha256: string;
  /** Relative to the project. */
  path: string;
  /** What its task said of it. */
  facts: Record<string, unknown>;
  promotedAt?: string;
  createdAt: string;
  /** Absent where the run that made it is forgotten. */
  runId?: string;
  node?: string;
}

type Rows = Pick<Catalogue, 'db' | 'project'>;

/** Lists what tasks make. `useCases`: by model, as their declarations say. */
export function checkpointsIn(catalogue: Catalogue, useCases: ReadonlyMap<string, string> = new Map()): Checkpoints {
  return {
    put: (model, artefact, metadata) => insertCheckpoint(catalogue, model, artefact, metadata, useCases.get(model)),
    renew: (model, sha256) => renewCheckpoint(catalogue, model, sha256),
  };
}

/** The same content made again is the newest again. */
async function insertCheckpoint(
  { db, project }: Rows,
  model: string,
  { sha256, path }: StoredArtefact,
  facts: Record<string, unknown>,
  useCase: string | undefined,
): Promise<void> {
  const now = new Date().toISOString();
  const known = { updatedAt: now, ...(useCase !== undefined && { useCase }) };
  await db
    .insertInto('models')
    .values({ project, name: model, useCase: null, contract: null, pinned: null, ...known })
    .onConflict((conflict) => conflict.columns(['project', 'name']).doUpdateSet(known))
    .execute();
  const made = { path, facts: JSON.stringify(facts), createdAt: now };
  await db
    .insertInto('checkpoints')
    .values({ project, model, sha256, artefactId: null, promotedAt: null, ...made })
    .onConflict((conflict) => conflict.columns(['project', 'model', 'sha256']).doUpdateSet(made))
    .execute();
}

async function renewCheckpoint({ db, project }: Rows, model: string, sha256: string): Promise<void> {
  await db
    .updateTable('checkpoints')
    .set({ createdAt: new Date().toISOString() })
    .where('project', '=', project)
    .where('model', '=', model)
    .where('sha256', '=', sha256)
    .execute();
}

/** Says which artefact a checkpoint is, once that is recorded. */
export async function linkCheckpoint(
  { db, project }: Rows,
  { model, sha256, artefactId }: { model: string; sha256: string; artefactId: string },
): Promise<void> {
  await db
    .updateTable('checkpoints')
    .set({ artefactId })
    .where('project', '=', project)
    .where('model', '=', model)
    .where('sha256', '=', sha256)
    .execute();
}

/** An artefact that is about to be recorded anew is let go of first. */
export async function unlinkCheckpointsOf({ db }: Pick<Catalogue, 'db'>, runId: string, node: string): Promise<void> {
  await db
    .updateTable('checkpoints')
    .set({ artefactId: null })
    .where('artefactId', 'in', (within) =>
      within.selectFrom('artefacts').select('id').where('runId', '=', runId).where('node', '=', node),
    )
    .execute();
}

export async function listModels({ db, project }: Rows): Promise<KnownModel[]> {
  const rows = await db
    .selectFrom('models')
    .leftJoin('checkpoints', (join) =>
      join.onRef('checkpoints.model', '=', 'models.name').onRef('checkpoints.project', '=', 'models.project'),
    )
    .select(['models.name', 'models.useCase', 'models.pinned', 'models.updatedAt'])
    .select(({ fn }) => fn.count<number | string>('checkpoints.sha256').as('checkpoints'))
    .where('models.project', '=', project)
    .groupBy(['models.name', 'models.useCase', 'models.pinned', 'models.updatedAt'])
    .orderBy('models.name')
    .execute();
  return rows.map(({ name, useCase, pinned, updatedAt, checkpoints }) => ({
    name,
    ...(useCase !== null && { useCase }),
    ...(pinned !== null && { pinned }),
    checkpoints: Number(checkpoints),
    updatedAt,
  }));
}

/** The newest first. */
export async function checkpointsOf({ db, project }: Rows, model: string): Promise<KnownCheckpoint[]> {
  const rows = await db
    .selectFrom('checkpoints')
    .leftJoin('artefacts', 'artefacts.id', 'checkpoints.artefactId')
    .select(['checkpoints.model', 'checkpoints.sha256', 'checkpoints.path', 'checkpoints.facts'])
    .select(['checkpoints.promotedAt', 'checkpoints.createdAt', 'artefacts.runId', 'artefacts.node'])
    .where('checkpoints.project', '=', project)
    .where('checkpoints.model', '=', model)
    .orderBy('checkpoints.createdAt', 'desc')
    .orderBy('checkpoints.sha256')
    .execute();
  return rows.map(({ facts, promotedAt, runId, node, ...row }) => ({
    ...row,
    facts: JSON.parse(facts ?? '{}') as Record<string, unknown>,
    ...(promotedAt !== null && { promotedAt }),
    ...(runId !== null && { runId }),
    ...(node !== null && { node }),
  }));
}

/** What `latest` means: the pinned one, else the newest that was promoted, else the newest. */
export async function latestCheckpoint(rows: Rows, model: string): Promise<KnownCheckpoint | undefined> {
  const pinned = (await listModels(rows)).find(({ name }) => name === model)?.pinned;
  const checkpoints = await checkpointsOf(rows, model);
  const promoted = checkpoints
    .filter(({ promotedAt }) => promotedAt !== undefined)
    .sort((a, b) => String(b.promotedAt).localeCompare(String(a.promotedAt)));
  return checkpoints.find(({ sha256 }) => sha256 === pinned) ?? promoted[0] ?? checkpoints[0];
}

/** From now on it is what `latest` means, until another is promoted. */
export async function promoteCheckpoint({ db, project }: Rows, model: string, sha256: string): Promise<void> {
  await db
    .updateTable('checkpoints')
    .set({ promotedAt: new Date().toISOString() })
    .where('project', '=', project)
    .where('model', '=', model)
    .where('sha256', '=', sha256)
    .execute();
}

/** Whatever is made or promoted, `latest` means this one; null lets go of it. */
export async function pinCheckpoint({ db, project }: Rows, model: string, pinned: string | null): Promise<void> {
  await db.updateTable('models').set({ pinned }).where('project', '=', project).where('name', '=', model).execute();
}
