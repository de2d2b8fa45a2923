import type { Catalogue } from './catalogue.ts';
import { inChunks } from './in-chunks.ts';
import type { ArtefactRow } from './tables.ts';

/** What people call those of these artefacts that lie in the store, where their paths say nothing; by id. */
export async function storedNames(catalogue: Catalogue, rows: readonly ArtefactRow[]): Promise<Map<string, string>> {
  const names = new Map<string, string>(
    rows.flatMap(({ id, kind, node }) => (kind === 'cache' ? [[id, `the result of ${node}`] as const] : [])),
  );
  await inChunks(rows, async (some) => {
    const ids = some.map(({ id }) => id);
    for (const [id, name] of [...(await batchNames(catalogue, ids)), ...(await checkpointNames(catalogue, ids))])
      names.set(id, name);
  });
  return names;
}

type Named = readonly (readonly [id: string, name: string])[];

async function batchNames({ db }: Catalogue, ids: readonly string[]): Promise<Named> {
  const rows = await db
    .selectFrom('datasetBatches')
    .select(['artefactId', 'dataset', 'batch'])
    .where('artefactId', 'in', ids)
    .execute();
  return rows.map(({ artefactId, dataset, batch }) => [artefactId, `${dataset} ${batch}`]);
}

async function checkpointNames({ db }: Catalogue, ids: readonly string[]): Promise<Named> {
  const rows = await db
    .selectFrom('checkpoints')
    .select(['artefactId', 'model', 'sha256'])
    .where('artefactId', 'in', ids)
    .execute();
  return rows.flatMap(({ artefactId, model, sha256 }) =>
    artefactId === null ? [] : [[artefactId, `${model} ${sha256.slice(0, 12)}`]],
  );
}
