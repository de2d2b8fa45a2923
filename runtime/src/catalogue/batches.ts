import type { FinishedNode } from '../execute/run-recorder.ts';
import type { Catalogue } from './catalogue.ts';
import { inChunks } from './in-chunks.ts';
import type { BatchRow } from './tables.ts';

type Db = Pick<Catalogue, 'db'>;

/**
 * Which batches each artefact of a run holds: those that its node took or gave, counted from 0 without a gap. Of a node with
 * several artefacts it is not known which holds which.
 */
export async function insertBatches({ db }: Db, runId: string, nodes: readonly FinishedNode[]): Promise<void> {
  const artefacts = await db.selectFrom('artefacts').select(['id', 'node']).where('runId', '=', runId).execute();
  const rows = nodes.flatMap(({ node, status, batches, records }): BatchRow[] => {
    const own = artefacts.filter((artefact) => artefact.node === node);
    if (status !== 'succeeded' || batches === 0 || own.length === 0) return [];
    const artefactId = own.length === 1 ? (own[0]?.id ?? null) : null;
    return [{ runId, node, firstSequence: 0, lastSequence: batches - 1, records, artefactId }];
  });
  await db.deleteFrom('batches').where('runId', '=', runId).execute();
  await inChunks(rows, (some) => db.insertInto('batches').values(some).execute());
}

export async function batchesOfRun({ db }: Db, runId: string): Promise<BatchRow[]> {
  return db.selectFrom('batches').selectAll().where('runId', '=', runId).orderBy('node').execute();
}
