import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { someOf } from '../diagnostics/some-of.ts';
import type { SensitiveOrigin } from '../origins/sensitivity.ts';

/** `from card @pii of payments`: the marked fields, by the node they enter at; in another flow with its name. */
export function reasonOf(origins: readonly SensitiveOrigin[], { flow: own }: FlowAnalysis): string {
  const byNode = Map.groupBy(origins, ({ node, flow }) => (flow === own.name ? node : `${node} in ${flow}`));
  const from = origins.every(({ way }) => way === 'copied') ? '' : 'from ';
  const parts = [...byNode].map(([node, marked]) => {
    const fields = marked.map(({ path, annotation }) => `${path.join('.')} ${annotation}`);
    return `${someOf(fields)} of ${node}`;
  });
  return `${from}${someOf(parts, ' and ')}`;
}
