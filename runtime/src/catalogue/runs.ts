import type { Plan, Scalar } from '@millrace/grammar';
import type { Selectable } from 'kysely';
import { mayBeAlive } from '../project/process-identity.ts';
import type { RunFailure } from '../protocol.ts';
import type { Catalogue } from './catalogue.ts';
import { inChunks } from './in-chunks.ts';
import type { RunRow, RunStatus } from './tables.ts';

/** A run as the catalogue knows it. */
export interface KnownRun {
  id: string;
  flow: string;
  source: string;
  name?: string;
  /** `interrupted`: it never told its end, and its process is gone. */
  status: RunStatus | 'interrupted';
  /** ISO 8601 in UTC. */
  startedAt: string;
  finishedAt?: string;
  durationMs?: number;
  planFingerprint: string;
  parameters: Record<string, Scalar>;
  git?: { commit: string; isDirty: boolean };
  /** By name: of Millrace, Node and the libraries that computed. */
  versions: Record<string, string>;
  error?: RunFailure;
}

/** Writes that a run begins, or that one goes on which was interrupted: then what it had told stays. */
export async function insertRun({ db }: Pick<Catalogue, 'db'>, run: RunRow): Promise<void> {
  const { status, machine, pid, processStart } = run;
  const again = { status, machine, pid, processStart, finishedAt: null, errorCode: null, errorMessage: null };
  await db
    .insertInto('runs')
    .values(run)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...again, errorNode: null }))
    .execute();
}

export async function updateRun({ db }: Pick<Catalogue, 'db'>, id: string, changes: Partial<RunRow>): Promise<void> {
  await db.updateTable('runs').set(changes).where('id', '=', id).execute();
}

/** The newest first. */
export async function listRuns(
  { db, project }: Catalogue,
  { limit = 20, flow }: ListOptions = {},
): Promise<KnownRun[]> {
  const rows = await db
    .selectFrom('runs')
    .select(shownColumns)
    .where('project', '=', project)
    .$if(flow !== undefined, (query) => query.where('flow', '=', String(flow)))
    .orderBy('startedAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(knownRun);
}

export interface ListOptions {
  limit?: number;
  flow?: string;
}

/**
 * The runs that a word can mean: of an id its beginning, of a name the newest that has it; `latest` the newest of all. Several where
 * an id begins so.
 */
export async function findRuns(catalogue: Catalogue, word: string): Promise<KnownRun[]> {
  if (word === 'latest') return listRuns(catalogue, { limit: 1 });
  const own = catalogue.db.selectFrom('runs').select(shownColumns).where('project', '=', catalogue.project);
  const byName = own.where('name', '=', word).orderBy('startedAt', 'desc').limit(1);
  const named = await byName.execute();
  if (named.length > 0) return named.map(knownRun);
  if (!/^[0-9a-f-]+$/i.test(word)) return [];
  const found = await own.where('id', 'like', `${word.toLowerCase()}%`).orderBy('startedAt', 'desc').limit(9).execute();
  return found.map(knownRun);
}

export async function runsById({ db }: Catalogue, ids: readonly string[]): Promise<Map<string, KnownRun>> {
  const found = new Map<string, KnownRun>();
  await inChunks([...new Set(ids)], async (some) => {
    const rows = await db.selectFrom('runs').select(shownColumns).where('id', 'in', some).execute();
    for (const row of rows) found.set(row.id, knownRun(row));
  });
  return found;
}

/** undefined where there is no such run. */
export async function planOfRun({ db }: Catalogue, id: string): Promise<Plan | undefined> {
  const row = await db.selectFrom('runs').select('plan').where('id', '=', id).executeTakeFirst();
  return row && (JSON.parse(row.plan) as Plan);
}

export async function nameRun(catalogue: Catalogue, id: string, name: string | null): Promise<void> {
  await updateRun(catalogue, id, { name });
}

/** How many records the sinks of each of these runs took. */
export async function writtenByRun({ db }: Catalogue, runs: readonly KnownRun[]): Promise<Map<string, number>> {
  const written = new Map<string, number>();
  await inChunks(runs, async (some) => {
    const rows = await db
      .selectFrom('runNodes')
      .select(({ fn }) => ['runId', fn.sum<number>('records').as('records')])
      .where('kind', '=', 'write')
      .where(
        'runId',
        'in',
        some.map(({ id }) => id),
      )
      .groupBy('runId')
      .execute();
    for (const { runId, records } of rows) written.set(runId, Number(records));
  });
  return written;
}

const shownColumns = [
  'id',
  'flow',
  'source',
  'name',
  'status',
  'startedAt',
  'finishedAt',
  'durationMs',
  'planFingerprint',
  'parameters',
  'gitCommit',
  'gitDirty',
  'versions',
  'machine',
  'pid',
  'processStart',
  'errorCode',
  'errorMessage',
  'errorNode',
] as const;

type ShownRow = Pick<Selectable<RunRow>, (typeof shownColumns)[number]>;

function knownRun(row: ShownRow): KnownRun {
  const { id, flow, source, startedAt, planFingerprint } = row;
  return {
    id,
    flow,
    source,
    ...(row.name !== null && { name: row.name }),
    status: statusOf(row),
    startedAt,
    ...(row.finishedAt !== null && { finishedAt: row.finishedAt }),
    ...(row.durationMs !== null && { durationMs: row.durationMs }),
    planFingerprint,
    parameters: JSON.parse(row.parameters),
    ...(row.gitCommit !== null && { git: { commit: row.gitCommit, isDirty: row.gitDirty === 1 } }),
    versions: JSON.parse(row.versions),
    ...(row.errorCode !== null && { error: failureOf(row) }),
  };
}

function statusOf({ status, machine, pid, processStart }: ShownRow): KnownRun['status'] {
  return status === 'running' && !mayBeAlive({ machine, pid, start: processStart }) ? 'interrupted' : status;
}

function failureOf({ errorCode, errorMessage, errorNode }: ShownRow): RunFailure {
  const failure = { code: errorCode ?? '', message: errorMessage ?? '' };
  return errorNode === null ? failure : { ...failure, node: errorNode };
}
