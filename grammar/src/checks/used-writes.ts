import type { FlowAnalysis, NodeAnalysis, Use } from '../analysis/flow-analysis.ts';
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { sensitiveGiven } from '../diagnostics/privacy.ts';
import { sensitiveOrigins } from '../origins/sensitivity.ts';
import { writtenFields } from '../origins/written-streams.ts';
import type { Check } from './check.ts';
import { reasonOf } from './sensitive-reason.ts';

/** [N6] A flow that is used does not write personal data of the records it is given, though nothing marks it as such there. */
export const checkUsedWrites: Check = ({ analyses, accept }) => {
  for (const flow of analyses) {
    for (const { use } of flow.nodes.values()) if (use !== undefined) checkUse(use, flow, accept);
  }
};

function checkUse({ analysis, streams }: Use, flow: FlowAnalysis, accept: AcceptDiagnostic): void {
  const given = new Set<NodeAnalysis['inputs'][number]>();
  for (const { stream, path, write } of writtenFields(analysis)) {
    const argument = streams.get(stream);
    if (argument?.from === undefined || given.has(argument)) continue;
    const origins = sensitiveOrigins(flow, { name: argument.from, port: argument.port, path });
    if (origins.length === 0) continue;
    given.add(argument);
    const because = reasonOf(origins, flow);
    accept(
      sensitiveGiven({ node: argument.place, property: 'value' }, path.join('.'), because, write.name, {
        node: write,
        property: 'name',
      }),
    );
  }
}
