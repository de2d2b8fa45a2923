/**
 * A stage as the text of its node has it: with the names of parameters where the plan has their values. A fingerprint is told of the
 * text and of the values apart, so that a change of one is not taken for a change of the other.
 */
import { writtenProperties } from '../analysis/property-value.ts';
import { connectors } from '../catalog/connectors/index.ts';
import { datasetOptions } from '../catalog/dataset-properties.ts';
import * as ast from '../generated/ast.ts';
import { optionsFor } from '../properties/call-options.ts';
import { bindArguments, calledName } from '../properties/call-properties.ts';
import type { ParameterValues } from '../properties/read-value.ts';
import type { ConnectorCall } from './plan.ts';
import type { StageOfKind } from './stage-context.ts';

/** As an expression has it. */
interface NamedParameter {
  op: 'parameter';
  name: string;
}

/** The name that stands for a value; undefined where the value itself does. */
type NameOf = (value: ast.Expression | undefined) => NamedParameter | undefined;

export function asWritten(stage: StageOfKind, node: ast.Node, parameters: ParameterValues): unknown {
  const nameOf: NameOf = (value) =>
    ast.isReference(value) && parameters.has(value.name) ? { op: 'parameter', name: value.name } : undefined;
  const property = (name: string) => nameOf(writtenProperties(node)?.find(({ key }) => key === name)?.value);
  if (stage.kind === 'infer') return { ...stage, device: property('device') ?? stage.device };
  if (stage.kind === 'review') return { ...stage, by: property('by') ?? stage.by };
  if (ast.isReadNode(node)) return { ...stage, connector: namedCall(stage, node.source, 'read', nameOf) };
  if (ast.isWriteNode(node)) return { ...stage, connector: namedCall(stage, node.target, 'write', nameOf) };
  return stage;
}

function namedCall(stage: StageOfKind, call: ast.Source, direction: 'read' | 'write', nameOf: NameOf): unknown {
  if (!('connector' in stage)) return undefined;
  const connector: ConnectorCall = stage.connector;
  const isDataset = call.dataset.ref !== undefined;
  const spec = isDataset ? { options: datasetOptions } : connectors.find(({ name }) => name === calledName(call));
  const bound = spec === undefined ? [] : bindArguments(call, optionsFor(spec, direction));
  const named = bound.flatMap(({ argument, spec: option }) =>
    option === undefined ? [] : namesIn(option.name, argument.value, nameOf),
  );
  return { ...connector, options: { ...connector.options, ...Object.fromEntries(named) } };
}

/** What stands in an object is called by the way to it, as in the plan. */
function namesIn(option: string, value: ast.Expression | undefined, nameOf: NameOf): [string, NamedParameter][] {
  if (ast.isObjectLiteral(value))
    return value.properties.flatMap(({ key, value: inner }) => namesIn(`${option}.${key}`, inner, nameOf));
  const named = nameOf(value);
  return named === undefined ? [] : [[option, named]];
}
