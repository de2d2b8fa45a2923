import { connectors } from '../../catalog/connectors/index.ts';
import { datasetOptions } from '../../catalog/dataset-properties.ts';
import type { Source } from '../../generated/ast.ts';
import { addressOf } from '../../properties/address.ts';
import { optionsFor, readCall } from '../../properties/call-options.ts';
import { calledName } from '../../properties/call-properties.ts';
import type { Scalar } from '../../types/type.ts';
import type { ConnectorCall } from '../plan.ts';
import { projectPath } from '../project-path.ts';
import type { StageContext } from '../stage-context.ts';

/** A connector's call with its options filled in; its paths are relative to the project. */
export function connectorCall(
  call: Source,
  direction: 'read' | 'write',
  context: StageContext,
): ConnectorCall | undefined {
  const { document, projectFolder, parameters } = context;
  const dataset = call.dataset.ref;
  if (dataset !== undefined) {
    const { options } = readCall(call, optionsFor({ options: datasetOptions }, direction), parameters);
    return { name: 'dataset', options: { dataset: dataset.name, ...options } };
  }
  const connector = connectors.find(({ name }) => name === calledName(call));
  if (connector === undefined) return undefined;
  const specs = optionsFor(connector, direction);
  const { options, secrets } = readCall(call, specs, parameters);
  for (const { name, value } of specs) {
    const path = options[name];
    if (value.kind === 'path' && typeof path === 'string') options[name] = projectPath(document, path, projectFolder);
  }
  for (const [name, value] of Object.entries(options)) refuseSecretIn(name, value, context);
  return { name: connector.name, options, ...(Object.keys(secrets).length > 0 && { secrets }) };
}

/** What stands in the text is a mistake there; this is what comes with the value of a parameter. */
function refuseSecretIn(option: string, value: Scalar, { problem }: StageContext): void {
  const part = typeof value === 'string' ? addressOf(value)?.secretPart : undefined;
  if (part !== undefined)
    problem(`"${option}" has ${part} in its address, which would stand in the plan; give it as a secret("NAME")`);
}
