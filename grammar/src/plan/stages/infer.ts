import { checkpointOf } from '../../analysis/model-checkpoint.ts';
import type { InferNode, Model } from '../../generated/ast.ts';
import { fileDigests } from '../file-digests.ts';
import type { PlannedModel } from '../plan.ts';
import type { PlanNode, StageContext } from '../stage-context.ts';

export const planInfer: PlanNode<InferNode> = ({ inference }, node, context) => {
  const model = node.model.ref;
  if (model === undefined || inference?.inputs === undefined || inference.signature === undefined) return undefined;
  const planned = planModel(model, context);
  if (planned === undefined) return undefined;
  const { inputs, outputs, keep } = inference;
  const device = String(context.properties.device);
  return {
    stage: { kind: 'infer', model: planned.model, inputs, outputs, keep, device },
    digests: planned.digests,
  };
};

interface ModelAndDigests {
  model: PlannedModel;
  digests: Record<string, string>;
}

function planModel(model: Model, context: StageContext): ModelAndDigests | undefined {
  const { name } = model;
  const checkpoint = checkpointOf(model);
  if (checkpoint?.from === 'catalogue') return { model: { name, checkpoint: checkpoint.choice }, digests: {} };
  if (checkpoint !== undefined) return planFile(name, checkpoint.digest, context);
  context.problem(
    `The model ${name} has a contract and no file; to run what uses it, give it one, file: "model.onnx", or say checkpoint: latest for what a task makes of it`,
  );
  return undefined;
}

/** The first of the files is the model itself; the others hold weights for it. */
function planFile(name: string, wanted: string | undefined, context: StageContext): ModelAndDigests | undefined {
  const digests = fileDigests('model', context, (path) => `Cannot read "${path}", which the model ${name} needs`);
  const [first] = digests ?? [];
  if (digests === undefined || first === undefined) return undefined;
  const [path, digest] = first;
  if (wanted !== undefined && wanted !== `sha256:${digest}`) {
    context.problem(
      `The model ${name} asks for the checkpoint ${wanted}, and its file "${path}" is sha256:${digest}: restore the file, or ask for that`,
    );
    return undefined;
  }
  return {
    model: { name, path, digest },
    digests: Object.fromEntries([...digests].map(([file, own]) => [file === path ? 'model' : `model ${file}`, own])),
  };
}
