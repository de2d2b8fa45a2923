import { AstUtils } from 'langium';
import { nodesOf } from '../analysis/nodes-of.ts';
import { propertyValue } from '../analysis/property-value.ts';
import { connectors } from '../catalog/connectors/index.ts';
import { datasetOptions } from '../catalog/dataset-properties.ts';
import { runners } from '../catalog/runners/index.ts';
import { unknownConnector, unknownRunner } from '../diagnostics/names.ts';
import * as ast from '../generated/ast.ts';
import { optionsFor } from '../properties/call-options.ts';
import { calledName, calledPlace } from '../properties/call-properties.ts';
import { checkCallOptions } from '../properties/check-call.ts';
import { type ParameterValues, withoutValues } from '../properties/read-value.ts';
import type { Check, CheckContext } from './check.ts';
import { isInLostText } from './unresolved-names.ts';

/** [P3] Connectors and runners are those of the catalogue, with its options. */
export const checkCalls: Check = ({ analyses, accept }) => {
  for (const { flow, parameters } of analyses) {
    const unset = withoutValues(parameters);
    for (const node of nodesOf(flow)) {
      if (ast.isReadNode(node)) checkConnector(node.source, 'read', unset, accept);
      else if (ast.isWriteNode(node)) checkConnector(node.target, 'write', unset, accept);
      else if (ast.isTaskNode(node)) checkRunner(node, unset, accept);
    }
  }
};

type Accept = CheckContext['accept'];

function checkConnector(
  source: ast.Source | undefined,
  direction: 'read' | 'write',
  parameters: ParameterValues,
  accept: Accept,
) {
  const name = source && calledName(source);
  if (!source || !name) return;
  if (source.dataset.ref !== undefined) {
    checkCallOptions(source, optionsFor({ options: datasetOptions }, direction), parameters, accept);
    return;
  }
  const usable = connectors.filter((one) => (direction === 'read' ? one.canRead : one.canWrite));
  const connector = usable.find((one) => one.name === name);
  if (connector !== undefined) checkCallOptions(source, optionsFor(connector, direction), parameters, accept);
  else if (!isInLostText(name, AstUtils.getDocument(source)))
    accept(unknownConnector(calledPlace(source), name, [...usable.map(({ name }) => name), ...datasetsAround(source)]));
}

/** Those the file can name: one that is half typed has no name yet. */
function datasetsAround(source: ast.Source): string[] {
  const file = AstUtils.findRootNode(source) as ast.FlowFile;
  const imported = file.imports.flatMap(({ symbols }) => symbols.map(({ declaration }) => declaration?.ref));
  return [...file.declarations, ...imported].filter(ast.isDataset).flatMap(({ name }) => name || []);
}

function checkRunner(node: ast.TaskNode, parameters: ParameterValues, accept: Accept): void {
  const call = propertyValue(node.properties, 'run');
  if (!ast.isCall(call)) return;
  const runner = runners.find(({ name }) => name === call.function);
  if (runner !== undefined) checkCallOptions(call, runner.options, parameters, accept);
  else
    accept(
      unknownRunner(
        { node: call, property: 'function' },
        call.function,
        runners.map(({ name }) => name),
      ),
    );
}
