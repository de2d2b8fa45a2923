import { URI, UriUtils } from 'langium';
import { modelDataFiles, modelFile } from '../../analysis/model-file.ts';
import type { InferNode, Model } from '../../generated/ast.ts';
import type { ModelSignature } from '../../onnx/signature.ts';
import { effects, type PlanNode, type StageContext } from '../stage-context.ts';

export const planInfer: PlanNode<InferNode> = ({ inference }, node, context) => {
  if (node.model.ref === undefined || inference?.inputs === undefined || inference.signature === undefined)
    return undefined;
  const digests = modelDigests(node.model.ref, inference.signature, context);
  if (digests === undefined) return undefined;
  const [path = ''] = digests.keys();
  const model = { name: node.model.ref.name, path, digest: digests.get(path) ?? '' };
  const { inputs, outputs, keep } = inference;
  const device = String(context.properties.device);
  return {
    stage: { kind: 'infer', model, inputs, outputs, keep, device, effects: effects({ reads: [...digests.keys()] }) },
    digests: Object.fromEntries(
      [...digests].map(([file, digest]) => [file === path ? 'model' : `model ${file}`, digest]),
    ),
  };
};

/** Digest by path in the project: of the model's file, then of those that hold weights for it. */
function modelDigests(model: Model, signature: ModelSignature, { projectFolder, ports, problem }: StageContext) {
  const file = modelFile(model);
  if (file === undefined) return undefined;
  const digests = new Map<string, string>();
  for (const uri of [file.uri, ...modelDataFiles(file.uri, signature).map((data) => data.uri)]) {
    const path = UriUtils.relative(projectFolder, URI.parse(uri));
    const digest = ports.fileDigest?.(uri);
    if (digest === undefined || digest === 'missing') {
      problem(`Cannot read "${path}", which the model ${model.name} needs`);
      return undefined;
    }
    digests.set(path, digest);
  }
  return digests;
}
