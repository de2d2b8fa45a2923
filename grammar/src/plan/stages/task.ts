import { contractSignature } from '../../analysis/model-contract.ts';
import { propertyValue } from '../../analysis/property-value.ts';
import { stepModeOf } from '../../analysis/step-mode.ts';
import { runners } from '../../catalog/runners/index.ts';
import { isCall, isStringLiteral, type Model, type TaskNode } from '../../generated/ast.ts';
import { readPinnedCode } from '../../names/pinned-code.ts';
import type { PlannedContract } from '../../onnx/contract-mistakes.ts';
import type { ModelSignature } from '../../onnx/signature.ts';
import { readOptions } from '../../properties/call-options.ts';
import { fileDigests } from '../file-digests.ts';
import type { TaskStage } from '../plan.ts';
import { projectPath } from '../project-path.ts';
import type { PlanNode, StageContext } from '../stage-context.ts';

export const planTask: PlanNode<TaskNode> = (_analysis, node, context) => {
  const call = propertyValue(node.properties, 'run');
  const runner = isCall(call) ? runners.find(({ name }) => name === call.function) : undefined;
  const name = runner?.name;
  if (!isCall(call) || runner === undefined || !isRunnerName(name)) return undefined;
  const options = readOptions(call, runner.options, context.parameters);
  const code = fileDigests('code', context, (path) => `Cannot read the code file "${path}"`);
  if (code === undefined) return undefined;
  const file = fileOf(String(options.file), code, context);
  if (file === undefined) return undefined;
  return {
    stage: {
      kind: 'task',
      runner: { name, file, export: String(options.export ?? options.function ?? '') },
      mode: stepModeOf(node),
      ...(node.model?.ref && modelOf(node.model.ref)),
    },
    digests: Object.fromEntries([...code].map(([path, digest]) => [`code ${path}`, digest])),
  };
};

function modelOf(model: Model): Pick<TaskStage, 'model' | 'contract' | 'useCase'> {
  const signature = contractSignature(model);
  const contract = signature && contractOf(signature);
  const useCase = propertyValue(model.properties, 'useCase');
  return {
    model: model.name,
    ...(contract && { contract }),
    ...(isStringLiteral(useCase) && { useCase: useCase.value }),
  };
}

function contractOf({ inputs, outputs }: ModelSignature): PlannedContract {
  return { inputs, outputs: outputs.filter((output) => output.kind === 'tensor') };
}

/** Of code of another repository where the project has it: the first of what the task touches. */
function fileOf(written: string, code: ReadonlyMap<string, string>, context: StageContext): string | undefined {
  if (readPinnedCode(written) === undefined) return projectPath(context.document, written, context.projectFolder);
  const [file] = code.keys();
  if (file !== undefined) return file;
  context.missing(written);
  context.problem(`The code "${written}" is not here as flow.lock says; run: millrace lock`);
  return undefined;
}

function isRunnerName(name: string | undefined): name is TaskStage['runner']['name'] {
  return name === 'node' || name === 'python' || name === 'bash';
}
