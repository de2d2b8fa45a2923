import { type Boundedness, boundedness } from '../analysis/boundedness.ts';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { neverComplete } from '../diagnostics/graph.ts';
import type { Check } from './check.ts';

/** [N7] A node that needs all of its input does not stand below a read that never ends. */
export const checkBoundedness: Check = ({ analyses, accept }) => {
  for (const flow of analyses) reportEndless(flow, boundedness, accept);
};

export function reportEndless(flow: FlowAnalysis, bounds: Boundedness, accept: AcceptDiagnostic): void {
  for (const { node, input } of bounds.neededWhole(flow)) {
    for (const read of bounds.endlessReads(flow, input).slice(0, 1)) {
      accept(neverComplete({ node: input.place }, node.name, read.name, { node: read, property: 'name' }));
    }
  }
}
