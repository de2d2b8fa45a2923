/**
 * Forgets old runs. A run stays while something needs what it made: a batch of a dataset, a checkpoint of a model, a review, or a
 * newer run that did not compute again what this one had; and while it can still go on. Files of the store go when no artefact has them any more.
 */
import { readdir, stat } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { artefactsFolder, digestInPath, removeArtefact } from '../artefacts/artefact-store.ts';
import { runFolders } from '../ledger/kept-run.ts';
import { storeFolderName } from '../project/store-folder.ts';
import type { Catalogue } from './catalogue.ts';
import { inChunks } from './in-chunks.ts';
import { type KnownRun, listRuns } from './runs.ts';

/** Where several are given, a run goes that is outside of each. */
export interface Retention {
  /** How many of the newest stay. */
  keep?: number;
  /** Those stay that began after this, in ISO 8601. */
  before?: string;
}

export interface Pruned {
  removed: KnownRun[];
  /** Old ones that something needs. */
  needed: KnownRun[];
  /** Of files that went from the store. */
  files: number;
  bytes: number;
}

/** With `isTrial` nothing is removed, and no files are counted. */
export async function pruneRuns(catalogue: Catalogue, retention: Retention, isTrial = false): Promise<Pruned> {
  const runs = await listRuns(catalogue, { limit: Number.MAX_SAFE_INTEGER });
  const old = runs.filter((run, place) => isOld(run, place, retention));
  const needed = await neededAmong(catalogue, old, runs);
  const removed = old.filter(({ id }) => !needed.has(id));
  const freed = isTrial ? { files: 0, bytes: 0 } : await remove(catalogue, removed);
  return { removed, needed: old.filter(({ id }) => needed.has(id)), ...freed };
}

function isOld({ status, startedAt }: KnownRun, place: number, { keep = 0, before }: Retention): boolean {
  return status !== 'running' && place >= keep && (before === undefined || startedAt < before);
}

/** From the newest to the oldest: one that is needed may itself have used what an older one made. */
async function neededAmong(
  catalogue: Catalogue,
  old: readonly KnownRun[],
  all: readonly KnownRun[],
): Promise<Set<string>> {
  const isOldRun = new Set(old.map(({ id }) => id));
  const needed = await usedElsewhere(catalogue);
  const used = await fingerprintsByRun(catalogue, 'runNodes');
  const made = await fingerprintsByRun(catalogue, 'artefacts');
  const wanted = new Set<string>();
  const covered = new Set<string>();
  for (const { id } of all) {
    const own = made.get(id) ?? [];
    const isNeeded = needed.has(id) || own.some((one) => wanted.has(one) && !covered.has(one));
    if (isOldRun.has(id) && !isNeeded) continue;
    needed.add(id);
    for (const one of used.get(id) ?? []) wanted.add(one);
    for (const one of own) covered.add(one);
  }
  return needed;
}

/** Runs that something other than a run refers to, and those that can still go on. */
async function usedElsewhere({ db, project, projectFolder }: Catalogue): Promise<Set<string>> {
  const artefacts = await db
    .selectFrom('artefacts')
    .select('runId')
    .distinct()
    .where('project', '=', project)
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('id', 'in', selectFrom('datasetBatches').select('artefactId')),
        eb('id', 'in', selectFrom('checkpoints').select('artefactId').where('artefactId', 'is not', null)),
      ]),
    )
    .execute();
  const reviews = await db.selectFrom('reviews').select('runId').distinct().where('project', '=', project).execute();
  const unfinished = runFolders(projectFolder).map((folder) => basename(folder));
  return new Set([...[...artefacts, ...reviews].map(({ runId }) => runId), ...unfinished]);
}

async function fingerprintsByRun(
  { db, project }: Catalogue,
  table: 'runNodes' | 'artefacts',
): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom(table)
    .innerJoin('runs', 'runs.id', `${table}.runId`)
    .select([`${table}.runId as runId`, `${table}.fingerprint as fingerprint`])
    .where('runs.project', '=', project)
    .execute();
  const byRun = new Map<string, string[]>();
  for (const { runId, fingerprint } of rows) {
    const known = byRun.get(runId) ?? [];
    if (fingerprint !== null) known.push(fingerprint);
    byRun.set(runId, known);
  }
  return byRun;
}

async function remove(catalogue: Catalogue, runs: readonly KnownRun[]): Promise<{ files: number; bytes: number }> {
  await catalogue.db.transaction().execute(async (db) => {
    await inChunks(runs, (some) =>
      db
        .deleteFrom('runs')
        .where(
          'id',
          'in',
          some.map(({ id }) => id),
        )
        .execute(),
    );
  });
  return sweepStore(catalogue);
}

/** A file may be a moment older than the row that will say what it is. */
const graceMs = 3_600_000;

/** Removes files of the store that no artefact has. */
export async function sweepStore({ db, project, projectFolder }: Catalogue): Promise<{ files: number; bytes: number }> {
  const rows = await db.selectFrom('artefacts').select('path').distinct().where('project', '=', project).execute();
  const kept = new Set(rows.map(({ path }) => path));
  const freed = { files: 0, bytes: 0 };
  for (const path of await storedFiles(projectFolder)) {
    const found = await stat(join(projectFolder, path)).catch(() => undefined);
    if (kept.has(path) || found === undefined || Date.now() - found.mtimeMs < graceMs) continue;
    await removeArtefact(projectFolder, path);
    freed.files++;
    freed.bytes += found.size;
  }
  return freed;
}

async function storedFiles(projectFolder: string): Promise<string[]> {
  const folder = posix.join(storeFolderName, artefactsFolder);
  const names = await readdir(join(projectFolder, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return names
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => posix.join(folder, parentPath.slice(-2), name))
    .filter((path) => digestInPath(path) !== undefined);
}
