/** Asks of the nodes of a flow whether their results are as a run would make them now. */
import type { Plan, Stage } from '@millrace/grammar';
import { fingerprintsOf, withFingerprints } from './cached-run.ts';
import type { EarlierResults } from './earlier-results.ts';
import { type Explanation, explain, type LastRun } from './explain.ts';
import { findResult } from './find-result.ts';
import { keepsResult } from './kept-results.ts';
import { type EarlierResult, endsOf } from './what-runs.ts';

export interface ExplainContext {
  /** Absolute. */
  projectFolder: string;
  earlier: EarlierResults;
  /** The newest run of this flow in which the node came to its end. */
  lastRun(plan: Plan, node: string): Promise<LastRun | undefined>;
}

/** Of these nodes, or of all whose results stay: what writes, what does something, and what keeps its result. */
export async function explainNodes(
  plan: Plan,
  context: ExplainContext,
  nodes: readonly string[] = nodesThatStay(plan),
): Promise<Explanation[]> {
  const { earlier, projectFolder } = context;
  const now = await fingerprintsOf(plan, context);
  const known = withFingerprints(plan, now);
  const find = findResult(earlier, projectFolder);
  const explanations: Explanation[] = [];
  for (const node of nodes) {
    const stage = known.stages.find(({ name }) => name === node) as Stage;
    const last = await context.lastRun(plan, node);
    const result: EarlierResult | undefined = keepsNothing(stage)
      ? await asItWas(stage, earlier)
      : await find(stage, undefined);
    const path = result?.path ?? stage.effects.writes[0];
    explanations.push(explain({ plan, node, now, last, result, path }));
  }
  return explanations;
}

export function nodesThatStay(plan: Plan): string[] {
  const ends = new Set(endsOf(plan));
  return plan.stages.filter((stage) => ends.has(stage.name) || keepsResult(stage)).map(({ name }) => name);
}

/** Of a node whose records only pass there is nothing to be gone. */
function keepsNothing(stage: Stage): boolean {
  return stage.kind !== 'write' && !keepsResult(stage);
}

async function asItWas({ fingerprint }: Stage, earlier: EarlierResults) {
  const end = await earlier.ended(fingerprint);
  return end && { ...end, bytes: 0 };
}
