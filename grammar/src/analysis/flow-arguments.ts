import type { Place } from '../diagnostics/diagnostic.ts';
import type * as ast from '../generated/ast.ts';

/** The argument that gives a parameter its value; of two the first counts. */
export function argumentFor(run: ast.FlowRun | undefined, parameter: string): ast.Argument | undefined {
  return run?.arguments.find(({ name }) => name === parameter);
}

/** Where the flow that is run declares the parameter. */
export function parameterOf(run: ast.FlowRun | undefined, name: string): Place | undefined {
  const parameter = run?.flow?.ref?.parameters.find((one) => one.name === name);
  return parameter && { node: parameter, property: 'name' };
}
