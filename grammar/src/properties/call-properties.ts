import type { PropertySpec } from '../catalog/spec.ts';
import type * as ast from '../generated/ast.ts';

/** An argument of a call and the option it gives a value to; undefined where there is no such option. */
export interface BoundArgument {
  argument: ast.Argument;
  spec: PropertySpec | undefined;
}

/** Arguments without a name go to the options that may be given so, in their order. */
export function bindArguments(call: ast.Call, specs: readonly PropertySpec[]): BoundArgument[] {
  const positional = specs.filter((spec) => spec.positional);
  let next = 0;
  return call.arguments.map((argument) => {
    const spec = argument.name === undefined ? positional[next++] : specs.find(({ name }) => name === argument.name);
    return { argument, spec };
  });
}
