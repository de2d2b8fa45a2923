import type { Plan } from '@millrace/grammar';
import type { RunRecorder } from '../execute/run-recorder.ts';
import { type CachedNode, keptOf } from './told-whole.ts';

/** Has a run of a part recorded as one of the whole flow; what is kept of a node is recorded as what that node has published. */
export function recordedWhole(recorder: RunRecorder, plan: Plan, cached: readonly CachedNode[]): RunRecorder {
  const idle = new Set(cached.map(({ name }) => name));
  const isOwn = (node: string) => !node.startsWith('$') && !idle.has(node);
  return {
    started: (run) => recorder.started({ ...run, plan }),
    published: (node, artefacts) => recorder.published(keptOf(node), artefacts),
    recordFailed: (failure) => recorder.recordFailed(failure),
    keep: async () => recorder.keep?.(),
    finished(run) {
      const standing = cached.map(({ name: node, records }) => ({
        node,
        records,
        status: 'cached' as const,
        batches: 0,
        durationMs: 0,
        failed: 0,
      }));
      return recorder.finished({ ...run, nodes: [...standing, ...run.nodes.filter(({ node }) => isOwn(node))] });
    },
  };
}
