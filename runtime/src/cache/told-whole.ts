/**
 * What a run of a part tells, told of the whole flow: nodes that an earlier result stands in for are `cached`, and what was put
 * into the plan on the way (its nodes begin with `$`) is not spoken of.
 */
import type { Plan } from '@millrace/grammar';
import type { RunEvent, RunFinished } from '../protocol.ts';
import { keptPlaces, placeName } from './kept-places.ts';
import type { OutputPreview } from './output-preview.ts';

/** What is said of a node that does not run. */
export interface CachedNode {
  name: string;
  records: number;
  /** Of a sink: where its records lie. */
  output?: { path: string; bytes: number };
  /** What is shown of it; of a node with ports of its own those of each. */
  shown: readonly ShownRecords[];
  /** Reads that stand in for its ports. */
  reads: readonly string[];
}

export interface ShownRecords {
  /** The node, or a port of it: `level.high`. */
  name: string;
  records: number;
  preview: OutputPreview;
}

type Tell = (event: RunEvent) => void;

/** `tell` hears of all nodes of `plan`; the first records of `shown`, where that is kept beside, are told as its own. */
export function toldWhole(plan: Plan, cached: readonly CachedNode[], tell: Tell, shown?: string): Tell {
  const silent = new Set(cached.flatMap(({ name, reads }) => [name, ...reads]));
  const isTold = (node: string) => !node.startsWith('$') && !silent.has(node);
  const places = shownPlaces(plan, shown);
  return (event) => {
    const place = event.type === 'preview' ? places.get(event.node) : undefined;
    if (event.type === 'preview' && place !== undefined) tell({ ...event, node: place });
    else if (event.type === 'run-started') {
      tell({ ...event, nodes: plan.stages.map(({ name, kind }) => ({ name, kind })) });
      for (const node of cached) tellCached(node, event, tell);
    } else if (event.type === 'progress') {
      tell({ ...event, nodes: event.nodes.filter(({ node }) => isTold(node)) });
    } else if (event.type === 'run-finished') {
      tell(finishedWhole(event, cached, places));
    } else if (isTold(event.node)) tell(event);
  };
}

function tellCached(cached: CachedNode, { time, runId }: RunEvent, tell: Tell): void {
  const { name: node, records, output, shown } = cached;
  for (const { name, preview } of shown) tell({ type: 'preview', time, runId, node: name, ...preview });
  if (output) tell({ type: 'artefact', time, runId, node, records, ...output });
  tell({ type: 'node-finished', time, runId, node, status: 'cached', records, batches: 0, durationMs: 0 });
}

/** Sinks whose outputs stand already count as well, and ports that are shown; what the run keeps for itself is none of the flow's. */
export function finishedWhole<Event extends RunFinished>(
  event: Event,
  cached: readonly CachedNode[],
  places: ReadonlyMap<string, string>,
): Event {
  const ran = Object.entries(event.records).flatMap(([node, records]) => {
    const name = node.startsWith('$') ? places.get(node) : node;
    return name === undefined ? [] : [[name, records] as const];
  });
  const standing = cached.flatMap(({ name, records, output }) => (output ? [[name, records] as const] : []));
  const ports = cached.flatMap(({ shown }) => shown.map(({ name, records }) => [name, records] as const));
  return { ...event, records: Object.fromEntries([...standing, ...ports, ...ran]) };
}

/** What the node that is asked for is called where its records are shown, by the write that keeps them. */
export function shownPlaces(plan: Plan, node: string | undefined): ReadonlyMap<string, string> {
  const places = [...keptPlaces(plan)].filter(([, place]) => place.node === node);
  return new Map(places.map(([write, place]) => [write, placeName(place)]));
}
