import type { Plan } from '@millrace/grammar';
import type { FinishedNode } from '../execute/run-recorder.ts';
import type { RunFailure } from '../protocol.ts';
import type { Catalogue } from './catalogue.ts';
import { inChunks } from './in-chunks.ts';
import type { NodeStatus } from './tables.ts';

/** What a node did in a run. */
export interface KnownNode {
  node: string;
  kind: string;
  status: NodeStatus;
  records: number;
  batches: number;
  /** Bad records. */
  failed: number;
  durationMs?: number;
  fingerprint: string;
  /** Digest by component: text, code, parameters, model, inputs. */
  fingerprintParts: Record<string, string>;
  error?: RunFailure;
}

type Db = Pick<Catalogue, 'db'>;

/** All nodes of a plan, before they begin; of a run that goes on those that are there stay as they are. */
export async function insertNodes({ db }: Db, runId: string, { stages }: Plan): Promise<void> {
  const rows = stages.map(({ name, kind, fingerprint, fingerprintParts }, ordinal) => ({
    runId,
    node: name,
    ordinal,
    kind,
    status: 'waiting' as const,
    records: 0,
    batches: 0,
    failed: 0,
    fingerprint,
    fingerprintParts: JSON.stringify(fingerprintParts),
  }));
  await inChunks(rows, (some) =>
    db
      .insertInto('runNodes')
      .values(some)
      .onConflict((conflict) => conflict.columns(['runId', 'node']).doNothing())
      .execute(),
  );
}

export async function updateNodes({ db }: Db, runId: string, nodes: readonly FinishedNode[]): Promise<void> {
  for (const { node, status, records, batches, failed, durationMs, error } of nodes) {
    await db
      .updateTable('runNodes')
      .set({
        status,
        records,
        batches,
        failed,
        durationMs,
        errorCode: error?.code ?? null,
        errorMessage: error?.message ?? null,
      })
      .where('runId', '=', runId)
      .where('node', '=', node)
      .execute();
  }
}

/** In the order of the plan. */
export async function nodesOfRun({ db }: Db, runId: string): Promise<KnownNode[]> {
  const rows = await db.selectFrom('runNodes').selectAll().where('runId', '=', runId).orderBy('ordinal').execute();
  return rows.map(({ durationMs, errorCode, errorMessage, fingerprintParts, ...row }) => ({
    node: row.node,
    kind: row.kind,
    status: row.status,
    records: row.records,
    batches: row.batches,
    failed: row.failed,
    ...(durationMs !== null && { durationMs }),
    fingerprint: row.fingerprint,
    fingerprintParts: JSON.parse(fingerprintParts),
    ...(errorCode !== null && { error: { code: errorCode, message: errorMessage ?? '', node: row.node } }),
  }));
}
