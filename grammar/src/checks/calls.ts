import { AstUtils } from 'langium';
import { nodesOf } from '../analysis/nodes-of.ts';
import { propertyValue } from '../analysis/property-value.ts';
import { connectors } from '../catalog/connectors/index.ts';
import { datasetOptions } from '../catalog/dataset-properties.ts';
import { runners } from '../catalog/runners/index.ts';
import type { PropertySpec } from '../catalog/spec.ts';
import { missingOption, optionsExclude, unknownConnector, unknownRunner } from '../diagnostics/names.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import * as ast from '../generated/ast.ts';
import { optionsFor } from '../properties/call-options.ts';
import { bindArguments, calledName, calledPlace } from '../properties/call-properties.ts';
import { checkCallOptions } from '../properties/check-call.ts';
import { exampleValue } from '../properties/example-value.ts';
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
  if (connector !== undefined) {
    const options = optionsFor(connector, direction);
    checkCallOptions(source, options, parameters, accept);
    checkOneOf(source, connector.oneOf ?? [], options, accept);
  } else if (!isInLostText(name, AstUtils.getDocument(source)))
    accept(unknownConnector(calledPlace(source), name, [...usable.map(({ name }) => name), ...datasetsAround(source)]));
}

/** Of some options one is given, and no second. */
function checkOneOf(source: ast.Source, names: readonly string[], specs: readonly PropertySpec[], accept: Accept) {
  const choices = specs.filter(({ name }) => names.includes(name));
  const given = bindArguments(source, specs).filter(({ spec }) => spec !== undefined && choices.includes(spec));
  const [first, second] = given;
  const [preferred] = choices;
  if (first === undefined && preferred !== undefined) {
    const what = choices.map(({ name }) => `"${name}"`).join(' or ');
    const { name, value } = preferred;
    if (!isMisspeltIn(source, choices))
      accept(missingOption({ node: source }, calledName(source), name, what, exampleValue(value)));
  } else if (first?.spec && second?.spec && first.spec !== second.spec)
    accept(optionsExclude({ node: second.argument }, second.spec.name, first.spec.name, { node: first.argument }));
}

function isMisspeltIn({ arguments: given }: ast.Source, choices: readonly PropertySpec[]): boolean {
  const names = choices.map(({ name }) => name);
  return given.some(({ name }) => name !== undefined && nearestName(name, names) !== undefined);
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
