import type { Catalogue } from './catalogue.ts';
import { inChunks } from './in-chunks.ts';
import type { ArtefactKind, ArtefactRow } from './tables.ts';

type Db = Pick<Catalogue, 'db'>;

/** Those of the same run, node and path are replaced: a run that goes on publishes again. */
export async function insertArtefacts({ db }: Db, rows: readonly ArtefactRow[]): Promise<void> {
  for (const { runId, node, path } of rows) {
    await db
      .deleteFrom('artefacts')
      .where('runId', '=', runId)
      .where('node', '=', node)
      .where('path', '=', path)
      .execute();
  }
  await inChunks(rows, (some) => db.insertInto('artefacts').values(some).execute());
}

export async function artefactsOfRun({ db }: Db, runId: string): Promise<ArtefactRow[]> {
  return db.selectFrom('artefacts').selectAll().where('runId', '=', runId).orderBy('path').orderBy('id').execute();
}

/** The newest first. */
export async function artefactsWith({ db, project }: Catalogue, sha256: string): Promise<ArtefactRow[]> {
  return newestFirst(
    db.selectFrom('artefacts').selectAll().where('project', '=', project).where('sha256', '=', sha256),
  );
}

/** Of the beginning of a digest, the newest first. */
export async function artefactsByDigest({ db, project }: Catalogue, start: string): Promise<ArtefactRow[]> {
  const own = db.selectFrom('artefacts').selectAll().where('project', '=', project);
  return newestFirst(own.where('sha256', 'like', `${start}%`));
}

/** Of a path in the project, the newest first. */
export async function artefactsAt({ db, project }: Catalogue, path: string): Promise<ArtefactRow[]> {
  return newestFirst(db.selectFrom('artefacts').selectAll().where('project', '=', project).where('path', '=', path));
}

export async function artefactsOfKind({ db, project }: Catalogue, kind: ArtefactKind): Promise<ArtefactRow[]> {
  return newestFirst(db.selectFrom('artefacts').selectAll().where('project', '=', project).where('kind', '=', kind));
}

/** The newest result of a stage with this fingerprint that the store keeps. */
export async function cachedArtefact(
  { db, project }: Catalogue,
  fingerprint: string,
): Promise<ArtefactRow | undefined> {
  return db
    .selectFrom('artefacts')
    .selectAll()
    .where('project', '=', project)
    .where('kind', '=', 'cache')
    .where('fingerprint', '=', fingerprint)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

interface Ordered {
  orderBy(column: 'createdAt', direction: 'desc'): { execute(): Promise<ArtefactRow[]> };
}

function newestFirst(query: Ordered): Promise<ArtefactRow[]> {
  return query.orderBy('createdAt', 'desc').execute();
}
