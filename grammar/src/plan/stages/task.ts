import { propertyValue } from '../../analysis/property-value.ts';
import { runners } from '../../catalog/runners/index.ts';
import { isCall, type TaskNode } from '../../generated/ast.ts';
import { readOptions } from '../../properties/call-options.ts';
import { fileDigests } from '../file-digests.ts';
import { projectPath } from '../project-path.ts';
import type { PlanNode } from '../stage-context.ts';

export const planTask: PlanNode<TaskNode> = (_analysis, node, context) => {
  const call = propertyValue(node.properties, 'run');
  const runner = isCall(call) ? runners.find(({ name }) => name === call.function) : undefined;
  if (!isCall(call) || runner?.name !== 'node') return undefined;
  const options = readOptions(call, runner.options, context.parameters);
  const code = fileDigests('code', context, (path) => `Cannot read the code file "${path}"`);
  if (code === undefined) return undefined;
  const file = projectPath(context.document, String(options.file), context.projectFolder);
  return {
    stage: {
      kind: 'task',
      runner: { name: 'node', file, export: String(options.export) },
      mode: context.properties.mode === 'batch' ? 'batch' : 'record',
    },
    digests: Object.fromEntries([...code].map(([path, digest]) => [`code ${path}`, digest])),
  };
};
