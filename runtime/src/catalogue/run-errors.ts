import type { RecordFailed } from '../protocol.ts';
import type { Catalogue } from './catalogue.ts';
import { inChunks } from './in-chunks.ts';
import type { RunErrorRow } from './tables.ts';

/** A bad record of a run, as its event told it: personal data is hidden. */
export type KnownError = Omit<RecordFailed, 'type'>;

type Db = Pick<Catalogue, 'db'>;

/** How many of each node are there already: those of a run that goes on come behind them. */
export async function countErrors({ db }: Db, runId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('runErrors')
    .select(({ fn }) => ['node', fn.countAll<number>().as('count')])
    .where('runId', '=', runId)
    .groupBy('node')
    .execute();
  return new Map(rows.map(({ node, count }) => [node, Number(count)]));
}

export async function insertErrors({ db }: Db, rows: readonly RunErrorRow[]): Promise<void> {
  await inChunks(rows, (some) => db.insertInto('runErrors').values(some).execute());
}

export async function errorsOfRun({ db }: Db, runId: string, node?: string): Promise<KnownError[]> {
  const rows = await db
    .selectFrom('runErrors')
    .selectAll()
    .where('runId', '=', runId)
    .$if(node !== undefined, (query) => query.where('node', '=', String(node)))
    .orderBy('node')
    .orderBy('ordinal')
    .execute();
  return rows.map(({ node, message, attempt, record, sourcePath, sourceLine }) => ({
    node,
    message,
    attempt,
    ...(record !== null && { record: JSON.parse(record) as unknown }),
    ...(sourcePath !== null && { source: { path: sourcePath, ...(sourceLine !== null && { line: sourceLine }) } }),
  }));
}
