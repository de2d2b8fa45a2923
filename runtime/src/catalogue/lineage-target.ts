/** What a word on a command line means to the catalogue: a file, a digest, a batch of a dataset, a model. */
import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { artefactsAt, artefactsByDigest, artefactsWith } from './artefacts.ts';
import type { Catalogue } from './catalogue.ts';
import { knownDigest } from './file-digests.ts';
import type { LineageTarget } from './lineage.ts';
import type { ArtefactRow, RelationshipKind } from './tables.ts';

export interface FoundTarget {
  target: LineageTarget;
  /** What its user should know: that a file is no longer as a run wrote it. */
  note?: string;
}

/** undefined where the catalogue knows nothing of it. `cwd` is where a relative path begins. */
export async function findTarget(catalogue: Catalogue, word: string, cwd: string): Promise<FoundTarget | undefined> {
  const found = (await fileTarget(catalogue, resolve(cwd, word))) ?? (await digestTarget(catalogue, word));
  return found ?? (await batchTarget(catalogue, word)) ?? (await modelTarget(catalogue, word));
}

async function fileTarget(catalogue: Catalogue, absolute: string): Promise<FoundTarget | undefined> {
  const path = relative(catalogue.projectFolder, absolute).split(sep).join('/');
  const isFile = (await stat(absolute).catch(() => undefined))?.isFile() ?? false;
  const sha256 = isFile ? await knownDigest(catalogue, absolute) : undefined;
  const same = sha256 === undefined ? [] : await artefactsWith(catalogue, sha256);
  const own = same.find((row) => row.path === path);
  if (own !== undefined) return { target: own };
  const use = sha256 === undefined ? undefined : await useOf(catalogue, { sha256, path, isMade: same.length > 0 });
  if (use !== undefined) return { target: { kind: use, path, sha256: sha256 ?? null } };
  if (same[0] !== undefined) return { target: same[0] };
  const [written] = await artefactsAt(catalogue, path);
  return written && { target: written, note: isFile ? changed(written) : gone(written) };
}

function changed({ path, runId }: ArtefactRow): string {
  return `${path} is not what a run wrote there: it was changed since. This is what run ${runId} wrote`;
}

function gone({ path, runId }: ArtefactRow): string {
  return `${path} is there no more. This is what run ${runId} wrote`;
}

/** As what a content was used: under this name, where a run made it, else under any. */
async function useOf(
  { db, project }: Catalogue,
  { sha256, path, isMade }: { sha256: string; path: string; isMade: boolean },
): Promise<RelationshipKind | undefined> {
  const rows = await db
    .selectFrom('relationships')
    .innerJoin('artefacts', 'artefacts.id', 'relationships.artefactId')
    .select(['relationships.kind', 'relationships.path'])
    .distinct()
    .where('artefacts.project', '=', project)
    .where('relationships.sha256', '=', sha256)
    .execute();
  return (rows.find((row) => row.path === path) ?? (isMade ? undefined : rows[0]))?.kind;
}

async function digestTarget(catalogue: Catalogue, word: string): Promise<FoundTarget | undefined> {
  const [, digest] = /^(?:sha256:)?([0-9a-f]{8,64})$/.exec(word) ?? [];
  if (digest === undefined) return undefined;
  const [row] = await artefactsByDigest(catalogue, digest);
  if (row !== undefined) return { target: row };
  return sourceTarget(catalogue, digest);
}

async function batchTarget({ db, project }: Catalogue, word: string): Promise<FoundTarget | undefined> {
  const target = await db
    .selectFrom('datasetBatches')
    .innerJoin('artefacts', 'artefacts.id', 'datasetBatches.artefactId')
    .selectAll('artefacts')
    .where('datasetBatches.project', '=', project)
    .where(({ eb, or }) => or([eb('datasetBatches.batch', '=', word), eb('datasetBatches.dataset', '=', word)]))
    .orderBy('datasetBatches.createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return target && { target };
}

/** The newest checkpoint of that name. */
async function modelTarget(catalogue: Catalogue, word: string): Promise<FoundTarget | undefined> {
  const { db, project } = catalogue;
  const checkpoint = await db
    .selectFrom('checkpoints')
    .select(['path', 'sha256'])
    .where('project', '=', project)
    .where('model', '=', word)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (checkpoint === undefined) return undefined;
  const [made] = await artefactsWith(catalogue, checkpoint.sha256);
  return { target: made ?? { kind: 'model', ...checkpoint } };
}

async function sourceTarget({ db, project }: Catalogue, digest: string): Promise<FoundTarget | undefined> {
  const row = await db
    .selectFrom('relationships')
    .innerJoin('artefacts', 'artefacts.id', 'relationships.artefactId')
    .select(['relationships.kind', 'relationships.path', 'relationships.sha256'])
    .where('artefacts.project', '=', project)
    .where('relationships.sha256', 'like', `${digest}%`)
    .limit(1)
    .executeTakeFirst();
  return row && { target: row };
}
