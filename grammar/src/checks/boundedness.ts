import { inputsNeededWhole, unboundedNodes } from '../analysis/boundedness.ts';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { connectors } from '../catalog/connectors/index.ts';
import type { ConnectorSpec } from '../catalog/spec.ts';
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { neverComplete } from '../diagnostics/graph.ts';
import type { Check } from './check.ts';

/** [N7] A node that needs all of its input does not stand below a read that never ends. */
export const checkBoundedness: Check = ({ analyses, accept }) => {
  for (const flow of analyses) reportEndless(flow, accept);
};

/** With the connectors that there are, or with others. */
export function reportEndless(
  flow: FlowAnalysis,
  accept: AcceptDiagnostic,
  known: readonly ConnectorSpec[] = connectors,
): void {
  const unbounded = unboundedNodes(flow, known);
  for (const node of flow.nodes.values()) {
    for (const { from, place } of inputsNeededWhole(node)) {
      const source = from === undefined ? undefined : unbounded.get(from);
      const read = source === undefined ? undefined : flow.nodes.get(source)?.node;
      if (read === undefined) continue;
      accept(neverComplete({ node: place }, node.name, read.name, { node: read, property: 'name' }));
    }
  }
}
