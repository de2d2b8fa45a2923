import type { InferStage, Plan, Stage } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import type { Catalogue } from './catalogue.ts';
import { checkpointsOf, type KnownCheckpoint, latestCheckpoint } from './models.ts';

/**
 * The plan with the files of the checkpoints that it asks the catalogue for: `latest`, or one digest. Throws a RunError where there
 * is none, naming those there are.
 */
export async function resolveModels(plan: Plan, catalogue: Catalogue | undefined): Promise<Plan> {
  const stages = await Promise.all(plan.stages.map((stage) => resolved(stage, catalogue)));
  return { ...plan, stages };
}

async function resolved(stage: Stage, catalogue: Catalogue | undefined): Promise<Stage> {
  if (stage.kind !== 'infer' || !('checkpoint' in stage.model)) return stage;
  const { name, checkpoint } = stage.model;
  const found = catalogue && (await find(catalogue, name, checkpoint));
  if (found === undefined) throw await missing(stage, name, checkpoint, catalogue);
  const { path, sha256 } = found;
  return {
    ...stage,
    model: { name, path, digest: sha256 },
    fingerprintParts: { ...stage.fingerprintParts, model: sha256 },
  };
}

async function find(catalogue: Catalogue, model: string, checkpoint: string): Promise<KnownCheckpoint | undefined> {
  if (checkpoint === 'latest') return latestCheckpoint(catalogue, model);
  const wanted = checkpoint.replace(/^sha256:/, '');
  return (await checkpointsOf(catalogue, model)).find(({ sha256 }) => sha256 === wanted);
}

async function missing(
  { name }: InferStage,
  model: string,
  checkpoint: string,
  catalogue: Catalogue | undefined,
): Promise<RunError> {
  const known = catalogue ? await checkpointsOf(catalogue, model) : [];
  const there = known.map(({ sha256 }) => `sha256:${sha256.slice(0, 12)}`).slice(0, 5);
  const message =
    there.length === 0
      ? `Model ${model} has no checkpoint yet: run the flow whose task makes one, or say checkpoint: file`
      : `Model ${model} has no checkpoint ${checkpoint}; the newest are ${there.join(', ')}`;
  return new RunError('checkpoint-missing', message, { node: name });
}
