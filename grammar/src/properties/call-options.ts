import type { PropertySpec, ValueSpec } from '../catalog/spec.ts';
import { isSecretCall, secretNameOf } from '../expressions/typing/type-secret.ts';
import * as ast from '../generated/ast.ts';
import type { Scalar } from '../types/type.ts';
import { bindArguments, type Callee } from './call-properties.ts';
import { type ParameterValues, readValue } from './read-value.ts';

/** The options of a connector that have a meaning where it stands. */
export function optionsFor(
  connector: { options: readonly PropertySpec[] },
  direction: 'read' | 'write',
): PropertySpec[] {
  return connector.options.filter(({ only }) => only === undefined || only === direction);
}

/** What a call says: values by option, and the names of the secrets that stand for others. */
export interface CallOptions {
  /** What stands in an object is called by the way to it: `headers.Accept`. */
  options: Record<string, Scalar>;
  secrets: Record<string, string>;
}

/** The values of a call's options, defaults filled in; those that are wrong or not known are left out, and so are secrets. */
export function readOptions(
  call: Callee,
  specs: readonly PropertySpec[],
  parameters: ParameterValues,
): Record<string, Scalar> {
  return readCall(call, specs, parameters).options;
}

/** As `readOptions`, with the secrets. */
export function readCall(call: Callee, specs: readonly PropertySpec[], parameters: ParameterValues): CallOptions {
  const found: CallOptions = { options: {}, secrets: {} };
  const bound = bindArguments(call, specs);
  for (const spec of specs) {
    const argument = bound.find((one) => one.spec === spec)?.argument;
    if (argument?.value !== undefined) addValue(spec.name, argument.value, spec.value, parameters, found);
    else if (argument === undefined && spec.default !== undefined) found.options[spec.name] = spec.default;
  }
  return found;
}

function addValue(
  name: string,
  value: ast.Expression,
  spec: ValueSpec,
  parameters: ParameterValues,
  found: CallOptions,
): void {
  if (ast.isObjectLiteral(value)) {
    addObject(name, value, spec, parameters, found);
    return;
  }
  const reading = readValue(value, spec, parameters);
  const secret = isSecretCall(value) && reading.is !== 'wrong' ? secretNameOf(value) : undefined;
  if (secret !== undefined) found.secrets[name] = secret;
  else if (reading.is === 'known') found.options[name] = reading.value as Scalar;
}

function addObject(
  name: string,
  { properties }: ast.ObjectLiteral,
  spec: ValueSpec,
  parameters: ParameterValues,
  found: CallOptions,
): void {
  const inner = objectSpec(spec);
  for (const { key, value } of properties) {
    const own = inner?.kind === 'entries' ? inner.value : inner?.properties.find((one) => one.name === key)?.value;
    if (own !== undefined && value !== undefined) addValue(`${name}.${key}`, value, own, parameters, found);
  }
  for (const { name: key, default: preset } of inner?.kind === 'object' ? inner.properties : []) {
    const isGiven = properties.some((property) => property.key === key);
    if (!isGiven && preset !== undefined) found.options[`${name}.${key}`] = preset;
  }
}

/** What an object may be where the spec stands. */
export function objectSpec(spec: ValueSpec): Extract<ValueSpec, { kind: 'object' | 'entries' }> | undefined {
  if (spec.kind === 'object' || spec.kind === 'entries') return spec;
  return spec.kind === 'either' ? spec.of.map(objectSpec).find((one) => one !== undefined) : undefined;
}
