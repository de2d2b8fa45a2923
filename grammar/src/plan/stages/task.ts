import { URI, UriUtils } from 'langium';
import { propertyValue } from '../../analysis/property-value.ts';
import { runners } from '../../catalog/runners/index.ts';
import { isCall, type TaskNode } from '../../generated/ast.ts';
import { resolvePath } from '../../names/import-uri.ts';
import { readOptions } from '../../properties/call-options.ts';
import { projectPath } from '../project-path.ts';
import { effects, type PlanNode, type StageContext } from '../stage-context.ts';

export const planTask: PlanNode<TaskNode> = (_analysis, node, context) => {
  const call = propertyValue(node.properties, 'run');
  const runner = isCall(call) ? runners.find(({ name }) => name === call.function) : undefined;
  if (!isCall(call) || runner?.name !== 'node') return undefined;
  const options = readOptions(call, runner.options, context.parameters);
  const code = codeFiles(String(options.file), context);
  if (code === undefined) return undefined;
  const file = projectPath(context.document, String(options.file), context.projectFolder);
  return {
    stage: {
      kind: 'task',
      runner: { name: 'node', file, export: String(options.export) },
      mode: context.properties.mode === 'batch' ? 'batch' : 'record',
      effects: effects({ reads: Object.keys(code).sort() }),
    },
    digests: Object.fromEntries(Object.entries(code).map(([path, digest]) => [`code ${path}`, digest])),
  };
};

/** Digest by path of the code file and all the local files it imports. */
function codeFiles(path: string, { document, projectFolder, ports, problem }: StageContext) {
  const uri = resolvePath(document, path).toString();
  const digests: Record<string, string> = {};
  for (const file of ports.codeFiles?.(uri) ?? [uri]) {
    const digest = ports.fileDigest?.(file);
    if (digest === undefined || digest === 'missing') {
      problem(`Cannot read the code file "${UriUtils.relative(projectFolder, URI.parse(file))}"`);
      return undefined;
    }
    digests[UriUtils.relative(projectFolder, URI.parse(file))] = digest;
  }
  return digests;
}
