import type { Catalogue } from './catalogue.ts';
import { inChunks } from './in-chunks.ts';
import type { ArtefactRow, RelationshipRow } from './tables.ts';

type Db = Pick<Catalogue, 'db'>;

export async function insertRelationships({ db }: Db, rows: readonly RelationshipRow[]): Promise<void> {
  await inChunks(rows, (some) =>
    db
      .insertInto('relationships')
      .values(some)
      .onConflict((conflict) => conflict.columns(['artefactId', 'kind', 'path']).doNothing())
      .execute(),
  );
}

/** What an artefact was made from. */
export async function sourcesOf({ db }: Db, artefactId: string): Promise<RelationshipRow[]> {
  return db
    .selectFrom('relationships')
    .selectAll()
    .where('artefactId', '=', artefactId)
    .orderBy('kind')
    .orderBy('path')
    .execute();
}

/** The artefacts that were made from this content, and where it is not known from what is called so; the newest first. */
export async function madeFrom(
  { db, project }: Catalogue,
  { sha256, path }: Pick<RelationshipRow, 'sha256' | 'path'>,
): Promise<ArtefactRow[]> {
  return db
    .selectFrom('artefacts')
    .selectAll()
    .where('project', '=', project)
    .where('id', 'in', (within) =>
      within
        .selectFrom('relationships')
        .select('artefactId')
        .where(({ eb, and }) =>
          sha256 === null ? and([eb('path', '=', path), eb('sha256', 'is', null)]) : eb('sha256', '=', sha256),
        ),
    )
    .orderBy('createdAt', 'desc')
    .execute();
}

/** What the artefacts of a run were made from, each source once. */
export async function sourcesOfRun({ db }: Db, runId: string): Promise<Omit<RelationshipRow, 'artefactId'>[]> {
  return db
    .selectFrom('relationships')
    .innerJoin('artefacts', 'artefacts.id', 'relationships.artefactId')
    .select(['relationships.kind', 'relationships.path', 'relationships.sha256'])
    .distinct()
    .where('artefacts.runId', '=', runId)
    .orderBy('relationships.kind')
    .orderBy('relationships.path')
    .execute();
}
