import type { Plan } from '@millrace/grammar';
import type { RunRecorder } from '../execute/run-recorder.ts';
import { keptPlaces, portFingerprint } from './kept-places.ts';
import type { CachedNode } from './told-whole.ts';

/** Has a run of a part recorded as one of the whole flow; what is kept of a node is recorded as what that node has published. */
export function recordedWhole(recorder: RunRecorder, plan: Plan, cached: readonly CachedNode[]): RunRecorder {
  const idle = new Set(cached.flatMap(({ name, reads }) => [name, ...reads]));
  const places = keptPlaces(plan);
  const isOwn = (node: string) => !node.startsWith('$') && !idle.has(node);
  return {
    started: (run) => recorder.started({ ...run, plan }),
    published(node, artefacts) {
      const place = places.get(node);
      if (place === undefined) return recorder.published(node, artefacts);
      const { fingerprint = '' } = plan.stages.find(({ name }) => name === place.node) ?? {};
      return recorder.published(place.node, artefacts, portFingerprint(fingerprint, place.port));
    },
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
