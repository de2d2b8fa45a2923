import { AstUtils } from 'langium';
import { modelFile } from '../../analysis/model-file.ts';
import type { InferNode, Model } from '../../generated/ast.ts';
import { projectPath } from '../project-path.ts';
import { effects, type PlanNode, type StageContext } from '../stage-context.ts';

export const planInfer: PlanNode<InferNode> = ({ inference }, node, context) => {
  const model = node.model.ref && plannedModel(node.model.ref, context);
  if (model === undefined || inference?.inputs === undefined) return undefined;
  const { inputs, outputs, keep } = inference;
  const device = String(context.properties.device);
  return {
    stage: { kind: 'infer', model, inputs, outputs, keep, device, effects: effects({ reads: [model.path] }) },
    digests: { model: model.digest },
  };
};

function plannedModel(model: Model, { projectFolder, ports, problem }: StageContext) {
  const file = modelFile(model);
  if (file === undefined) return undefined;
  const digest = ports.fileDigest?.(file.uri);
  if (digest === undefined || digest === 'missing') {
    problem(`Cannot read the model file "${file.path}" of ${model.name}`);
    return undefined;
  }
  return { name: model.name, path: projectPath(AstUtils.getDocument(model), file.path, projectFolder), digest };
}
