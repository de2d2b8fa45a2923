import type { Catalogue } from '../../catalogue/catalogue.ts';
import { batchesOf, type KnownBatch, type KnownDataset, listDatasets } from '../../catalogue/datasets.ts';
import { UsageError } from '../usage-error.ts';

export interface ChosenDataset {
  dataset: KnownDataset;
  /** The newest first. */
  batches: KnownBatch[];
}

/** Throws a UsageError that lists the datasets there are. */
export async function chosenDataset(catalogue: Catalogue, name: string): Promise<ChosenDataset> {
  const known = await listDatasets(catalogue);
  const dataset = known.find((one) => one.name === name);
  if (dataset !== undefined) return { dataset, batches: await batchesOf(catalogue, name) };
  const names = known.map((one) => one.name).join(', ') || 'none, for no run has written one';
  throw new UsageError(`There is no dataset "${name}"; there are: ${names}`);
}

/** The newest where none is named; throws a UsageError that names the newest where it is not there. */
export function chosenBatch({ dataset, batches }: ChosenDataset, name: string | undefined): KnownBatch {
  const batch = name === undefined ? batches[0] : batches.find((one) => one.batch === name);
  if (batch !== undefined) return batch;
  const newest = batches.slice(0, 5).map((one) => one.batch);
  throw new UsageError(`${dataset.name} has no batch "${name}"; the newest are: ${newest.join(', ')}`);
}
