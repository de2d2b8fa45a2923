import type { PropertySpec } from '../catalog/spec.ts';
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { duplicateProperty, tooManyArguments, unknownProperty } from '../diagnostics/names.ts';
import type * as ast from '../generated/ast.ts';
import { bindArguments, type Callee, calledName } from './call-properties.ts';
import { checkValue, reportMissing } from './check-properties.ts';
import { type ParameterValues, readValue } from './read-value.ts';

/** The arguments of a connector or runner against its options. */
export function checkCallOptions(
  call: Callee,
  specs: readonly PropertySpec[],
  parameters: ParameterValues,
  accept: AcceptDiagnostic,
): void {
  const first = new Map<string, ast.Argument>();
  for (const { argument, spec } of bindArguments(call, specs)) {
    const earlier = spec && first.get(spec.name);
    if (spec === undefined) reportUnknown(argument, call, specs, accept);
    else if (earlier !== undefined) accept(duplicateProperty({ node: argument }, spec.name, { node: earlier }));
    else checkValue(argument.value, spec, parameters, accept);
    if (spec !== undefined) first.set(spec.name, argument);
  }
  const owner = { name: calledName(call), place: { node: call } };
  reportMissing(specs, new Set(first.keys()), owner, accept);
}

/** The options that are not given yet and could have this value. */
function optionsFor({ value }: ast.Argument, call: Callee, specs: readonly PropertySpec[]): string[] {
  const given = bindArguments(call, specs).map(({ spec }) => spec);
  const free = specs.filter((spec) => !spec.positional && !given.includes(spec));
  return free.filter((spec) => readValue(value, spec.value, new Map()).is !== 'wrong').map(({ name }) => name);
}

function reportUnknown(argument: ast.Argument, call: Callee, specs: readonly PropertySpec[], accept: AcceptDiagnostic) {
  const names = specs.map(({ name }) => name);
  if (argument.name !== undefined) {
    accept(unknownProperty({ node: argument, property: 'name' }, argument.name, calledName(call), names));
    return;
  }
  const positional = specs.filter((spec) => spec.positional).map(({ name }) => name);
  accept(
    tooManyArguments(
      { node: argument },
      calledName(call),
      positional.length === 0 ? 'nothing' : `only ${positional.join(', ')}`,
      optionsFor(argument, call, specs),
    ),
  );
}
