import type { ConnectorCall, Plan, Stage } from '@millrace/grammar';
import { replaceByRead } from '../slices/replace-by-read.ts';
import { sliceTo } from '../slices/slice-to.ts';
import { tap } from '../slices/tap.ts';
import { keptPorts } from './kept-places.ts';
import type { EarlierResult, WhatRuns } from './what-runs.ts';

export const keptConnector = '$artefact';

/** Whether the result is kept for later runs: what takes a whole input to compute, and what says `cache: on`. */
export function keepsResult(stage: Stage): boolean {
  const asked = stage.deployment?.cache;
  if (keptPorts(stage).length === 0 || asked === 'off') return false;
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
  const replaced = read.reduce((part, [name, result]) => readInstead(part, name, result), { ...plan, edges });
  const part = sliceTo(replaced, run);
  const kept = part.stages.filter((stage) => run.has(stage.name) && (keepsResult(stage) || stage.name === also));
  const places = kept.flatMap((stage) => keptPorts(stage).map((port) => ({ node: stage.name, port })));
  return places.reduce((whole, { node, port }) => tap(whole, node, port, { name: keptConnector, options: {} }), part);
}

function readInstead(plan: Plan, node: string, { path, ports }: EarlierResult): Plan {
  if (ports === undefined) return replaceByRead(plan, node, keptAt(path));
  const calls = Object.entries(ports).map(([port, result]) => [port, keptAt(result.path)] as const);
  return replaceByRead(plan, node, undefined, Object.fromEntries(calls));
}

/** The call that reads kept records. */
export function keptAt(path: string | undefined): ConnectorCall {
  return { name: keptConnector, options: { path: String(path) } };
}
