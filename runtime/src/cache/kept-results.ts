import type { Plan, Stage } from '@millrace/grammar';
import { replaceByRead } from '../slices/replace-by-read.ts';
import { sliceTo } from '../slices/slice-to.ts';
import { tap } from '../slices/tap.ts';
import type { WhatRuns } from './what-runs.ts';

export const keptConnector = '$artefact';

/** Whether the result is kept for later runs: what takes a whole input to compute, and what says `cache: on`. */
export function keepsResult(stage: Stage): boolean {
  const asked = stage.deployment?.cache;
  if (stage.output === undefined || asked === 'off') return false;
  return asked === 'on' || stage.kind === 'sql' || stage.kind === 'aggregate' || isWholeTask(stage);
}

function isWholeTask(stage: Stage): boolean {
  return stage.kind === 'task' && stage.mode === 'whole';
}

/**
 * The plan of what runs: kept results are read where they stand in for a node, and those to be kept are written beside. `also`: a
 * node whose result is kept whatever it is.
 */
export function planOfPart(plan: Plan, { run, cached }: WhatRuns, also?: string): Plan {
  const edges = plan.edges.filter(({ kind, from }) => kind === 'stream' || !cached.has(from));
  const read = [...cached].filter(([name]) => edges.some(({ from, to }) => from === name && run.has(to)));
  const replaced = read.reduce(
    (part, [name, { path }]) => replaceByRead(part, name, { name: keptConnector, options: { path: String(path) } }),
    { ...plan, edges },
  );
  const part = sliceTo(replaced, run);
  const kept = part.stages.filter((stage) => run.has(stage.name) && (keepsResult(stage) || stage.name === also));
  return kept
    .filter(({ output }) => output !== undefined)
    .reduce((whole, { name }) => tap(whole, name, 'out', { name: keptConnector, options: {} }), part);
}
