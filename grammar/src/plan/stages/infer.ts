import { modelFile } from '../../analysis/model-file.ts';
import type { InferNode } from '../../generated/ast.ts';
import { fileDigests } from '../file-digests.ts';
import type { PlanNode } from '../stage-context.ts';

export const planInfer: PlanNode<InferNode> = ({ inference }, node, context) => {
  const name = node.model.ref?.name;
  if (name === undefined || inference?.inputs === undefined || inference.signature === undefined) return undefined;
  if (node.model.ref !== undefined && modelFile(node.model.ref) === undefined) {
    context.problem(
      `The model ${name} has a contract and no file; to run what uses it, give it one: file: "model.onnx"`,
    );
    return undefined;
  }
  const digests = fileDigests('model', context, (path) => `Cannot read "${path}", which the model ${name} needs`);
  const [path] = digests?.keys() ?? [];
  if (digests === undefined || path === undefined) return undefined;
  const model = { name, path, digest: digests.get(path) ?? '' };
  const { inputs, outputs, keep } = inference;
  const device = String(context.properties.device);
  return {
    stage: { kind: 'infer', model, inputs, outputs, keep, device },
    digests: Object.fromEntries(
      [...digests].map(([file, digest]) => [file === path ? 'model' : `model ${file}`, digest]),
    ),
  };
};
