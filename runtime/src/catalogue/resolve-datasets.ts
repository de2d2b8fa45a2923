import type { Plan, ReadStage, Stage } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import type { Catalogue } from './catalogue.ts';
import { batchesOf, type KnownBatch } from './datasets.ts';

/**
 * The plan with what the catalogue says of datasets: which batch is read, the newest where none is named, and where one is made.
 * Throws a RunError where there is no such batch.
 */
export async function resolveDatasets(plan: Plan, catalogue: Catalogue | undefined): Promise<Plan> {
  const stages = await Promise.all(plan.stages.map((stage) => resolved(stage, catalogue)));
  return { ...plan, stages };
}

async function resolved(stage: Stage, catalogue: Catalogue | undefined): Promise<Stage> {
  if ((stage.kind !== 'read' && stage.kind !== 'write') || stage.connector.name !== 'dataset') return stage;
  const { options } = stage.connector;
  if (stage.kind === 'write') return { ...stage, connector: { name: '$dataset', options } };
  const { batch, path, sha256 } = await batchOf(stage, catalogue);
  return {
    ...stage,
    connector: { name: '$dataset', options: { dataset: String(options.dataset), batch, path, sha256 } },
  };
}

async function batchOf({ name, connector }: ReadStage, catalogue: Catalogue | undefined): Promise<KnownBatch> {
  const { dataset, batch } = connector.options;
  const batches = catalogue ? await batchesOf(catalogue, String(dataset)) : [];
  const found = batch === undefined ? batches[0] : batches.find((one) => one.batch === batch);
  if (found !== undefined) return found;
  const there = batches.map((one) => one.batch).slice(0, 5);
  const message =
    batches.length === 0
      ? `Dataset ${dataset} has no batch yet: run the flow that writes it`
      : `Dataset ${dataset} has no batch "${batch}"; the newest are ${there.join(', ')}`;
  throw new RunError('dataset-batch-missing', message, { node: name });
}
