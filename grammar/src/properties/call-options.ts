import type { PropertySpec } from '../catalog/spec.ts';
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

/** The values of a call's options, defaults filled in; those that are wrong or not known are left out. */
export function readOptions(
  call: Callee,
  specs: readonly PropertySpec[],
  parameters: ParameterValues,
): Record<string, Scalar> {
  const options: Record<string, Scalar> = {};
  const bound = bindArguments(call, specs);
  for (const spec of specs) {
    const argument = bound.find((one) => one.spec === spec)?.argument;
    const reading = argument?.value && readValue(argument.value, spec.value, parameters);
    if (reading?.is === 'known') options[spec.name] = reading.value as Scalar;
    else if (argument === undefined && spec.default !== undefined) options[spec.name] = spec.default;
  }
  return options;
}
