import type * as ast from '../generated/ast.ts';

/** The argument that gives a parameter its value; of two the first counts. */
export function argumentFor(run: ast.FlowRun | undefined, parameter: string): ast.Argument | undefined {
  return run?.arguments.find(({ name }) => name === parameter);
}
