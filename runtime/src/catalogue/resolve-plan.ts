import type { Plan } from '@millrace/grammar';
import type { Catalogue } from './catalogue.ts';
import { resolveDatasets } from './resolve-datasets.ts';
import { resolveModels } from './resolve-models.ts';

/**
 * The plan with what only the catalogue knows: which batches of datasets are read, and which checkpoints of models are meant. As of
 * now: what the run itself makes is not among them. Throws a RunError for what is not there.
 */
export async function resolvePlan(plan: Plan, catalogue: Catalogue | undefined): Promise<Plan> {
  return resolveModels(await resolveDatasets(plan, catalogue), catalogue);
}
