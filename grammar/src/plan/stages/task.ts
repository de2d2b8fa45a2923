import { propertyValue } from '../../analysis/property-value.ts';
import { runners } from '../../catalog/runners/index.ts';
import { isCall, type TaskNode } from '../../generated/ast.ts';
import { readOptions } from '../../properties/call-options.ts';
import type { PropertyValue } from '../../properties/read-value.ts';
import { fileDigests } from '../file-digests.ts';
import type { TaskStage } from '../plan.ts';
import { projectPath } from '../project-path.ts';
import type { PlanNode } from '../stage-context.ts';

export const planTask: PlanNode<TaskNode> = (_analysis, node, context) => {
  const call = propertyValue(node.properties, 'run');
  const runner = isCall(call) ? runners.find(({ name }) => name === call.function) : undefined;
  const name = runner?.name;
  if (!isCall(call) || runner === undefined || !isRunnerName(name)) return undefined;
  const options = readOptions(call, runner.options, context.parameters);
  const code = fileDigests('code', context, (path) => `Cannot read the code file "${path}"`);
  if (code === undefined) return undefined;
  const file = projectPath(context.document, String(options.file), context.projectFolder);
  return {
    stage: {
      kind: 'task',
      runner: { name, file, export: String(options.export ?? options.function ?? '') },
      mode: modeOf(context.properties.mode),
      ...(node.model?.ref && { model: node.model.ref.name }),
    },
    digests: Object.fromEntries([...code].map(([path, digest]) => [`code ${path}`, digest])),
  };
};

function isRunnerName(name: string | undefined): name is TaskStage['runner']['name'] {
  return name === 'node' || name === 'python' || name === 'bash';
}

function modeOf(mode: PropertyValue | undefined): TaskStage['mode'] {
  return mode === 'batch' || mode === 'whole' ? mode : 'record';
}
