import type { PropertySpec } from '../catalog/spec.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import * as ast from '../generated/ast.ts';

/** An argument of a call and the option it gives a value to; undefined where there is no such option. */
export interface BoundArgument {
  argument: ast.Argument;
  spec: PropertySpec | undefined;
}

/** A connector, dataset or runner with its arguments. */
export type Callee = ast.Call | ast.Source;

/** As written; empty where the text stops before it. */
export function calledName(call: Callee): string {
  return (ast.isSource(call) ? call.dataset?.$refText : call.function) ?? '';
}

/** The words of the name. */
export function calledPlace(call: Callee): Place {
  return { node: call, property: ast.isSource(call) ? 'dataset' : 'function' };
}

/** Arguments without a name go to the options that may be given so, in their order. */
export function bindArguments(call: Callee, specs: readonly PropertySpec[]): BoundArgument[] {
  const positional = specs.filter((spec) => spec.positional);
  let next = 0;
  return call.arguments.map((argument) => {
    const spec = argument.name === undefined ? positional[next++] : specs.find(({ name }) => name === argument.name);
    return { argument, spec };
  });
}
