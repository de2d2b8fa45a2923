/** What the catalogue knows of results that a node has given before, by the fingerprint of the result. */
import type { EarlierResults } from '../cache/earlier-results.ts';
import type { EarlierResult } from '../cache/what-runs.ts';
import type { Catalogue } from './catalogue.ts';
import { batchesOf } from './datasets.ts';
import { knownDigest } from './file-digests.ts';
import { answersDigest } from './reviews.ts';
import type { ArtefactKind, ArtefactRow } from './tables.ts';

export function earlierResultsOf(catalogue: Catalogue): EarlierResults {
  return {
    results: (kind, fingerprint) => resultsOf(catalogue, kind, fingerprint),
    newestBatch: async (dataset) => (await batchesOf(catalogue, dataset))[0],
    answersOf: (flow, by) => answersDigest(catalogue, flow, by),
    ended: (fingerprint) => endedNode(catalogue, fingerprint),
    digestOf: (absolute) => knownDigest(catalogue, absolute),
  };
}

async function resultsOf(
  { db, project }: Catalogue,
  kind: ArtefactKind,
  fingerprint: string,
): Promise<EarlierResult[]> {
  const rows = await db
    .selectFrom('artefacts')
    .selectAll()
    .where('project', '=', project)
    .where('kind', '=', kind)
    .where('fingerprint', '=', fingerprint)
    .orderBy('createdAt', 'desc')
    .execute();
  return rows.map(resultOf);
}

function resultOf({ path, sha256, records, bytes, runId }: ArtefactRow): EarlierResult {
  return { path, ...(sha256 !== null && { sha256 }), records: records ?? 0, bytes, runId };
}

/** Of the newest run: a node with this fingerprint that came to its end, or would have. */
async function endedNode({ db, project }: Catalogue, fingerprint: string) {
  return db
    .selectFrom('runNodes')
    .innerJoin('runs', 'runs.id', 'runNodes.runId')
    .select(['runNodes.runId', 'runNodes.records'])
    .where('runs.project', '=', project)
    .where('runNodes.fingerprint', '=', fingerprint)
    .where('runNodes.status', 'in', ['succeeded', 'cached'])
    .orderBy('runs.startedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}
