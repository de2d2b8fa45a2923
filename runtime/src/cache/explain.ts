/** Whether the result of a node is as a run would make it now, and if not, why. */
import type { Plan, Stage } from '@millrace/grammar';
import { type Change, changesBehind, type Parts } from './changes.ts';
import type { ResultFingerprint } from './result-fingerprints.ts';
import type { EarlierResult } from './what-runs.ts';

export interface Explanation {
  node: string;
  kind: Stage['kind'];
  /**
   * `fresh`: an earlier result stands in for it; `stale`: what it depends on has changed; `gone`: nothing has, but the result is not
   * there any more; `new`: it has not run to its end yet; `always`: it depends on what cannot be compared.
   */
  state: 'fresh' | 'stale' | 'gone' | 'new' | 'always';
  /** The run it is compared with. */
  run?: { id: string; startedAt: string };
  /** The result that stands in, or stood. */
  path?: string;
  /** Where it differs from that run. */
  changes: Change[];
}

/** The newest run in which the node came to its end. */
export interface LastRun {
  id: string;
  startedAt: string;
  /** By node. */
  parts: ReadonlyMap<string, Parts>;
  /** Of the node. */
  fingerprint: string;
}

export interface Asked {
  plan: Plan;
  node: string;
  now: ReadonlyMap<string, ResultFingerprint>;
  /** Of the flow; undefined where the node has never come to its end. */
  last: LastRun | undefined;
  /** What stands in for it now. */
  result: EarlierResult | undefined;
  /** Its own output by the plan, or where the last run put it. */
  path: string | undefined;
}

export function explain({ plan, node, now, last, result, path }: Asked): Explanation {
  const stage = plan.stages.find(({ name }) => name === node) as Stage;
  const run = last && { id: last.id, startedAt: last.startedAt };
  const said = { node, kind: stage.kind, ...(run && { run }), ...(path !== undefined && { path }) };
  if (result !== undefined) return { ...said, state: 'fresh', changes: [] };
  if (last === undefined) return { ...said, state: 'new', changes: [] };
  const changes = changesBehind(node, now, last.parts);
  const isUnknown = now.get(node)?.fingerprint === undefined;
  const isOnlyUnknown = changes.every((change) => change.now === 'unknown' && change.before === 'unknown');
  if (isUnknown && isOnlyUnknown) return { ...said, state: 'always', changes };
  const isSame = now.get(node)?.fingerprint === last.fingerprint;
  return { ...said, state: isSame ? 'gone' : 'stale', changes: isSame ? [] : changes };
}
