import { connectors } from '../../catalog/connectors/index.ts';
import { datasetOptions } from '../../catalog/dataset-properties.ts';
import type { Source } from '../../generated/ast.ts';
import { optionsFor, readOptions } from '../../properties/call-options.ts';
import { calledName } from '../../properties/call-properties.ts';
import type { ConnectorCall } from '../plan.ts';
import { projectPath } from '../project-path.ts';
import type { StageContext } from '../stage-context.ts';

/** A connector's call with its options filled in; its paths are relative to the project. */
export function connectorCall(
  call: Source,
  direction: 'read' | 'write',
  { document, projectFolder, parameters }: StageContext,
): ConnectorCall | undefined {
  const dataset = call.dataset.ref;
  if (dataset !== undefined) {
    const options = readOptions(call, optionsFor({ options: datasetOptions }, direction), parameters);
    return { name: 'dataset', options: { dataset: dataset.name, ...options } };
  }
  const connector = connectors.find(({ name }) => name === calledName(call));
  if (connector === undefined) return undefined;
  const specs = optionsFor(connector, direction);
  const options = readOptions(call, specs, parameters);
  for (const { name, value } of specs) {
    const path = options[name];
    if (value.kind === 'path' && typeof path === 'string') options[name] = projectPath(document, path, projectFolder);
  }
  return { name: connector.name, options };
}
