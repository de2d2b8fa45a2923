/**
 * What a run of a part tells, told of the whole flow: nodes that an earlier result stands in for are `cached`, and what was put
 * into the plan on the way (its nodes begin with `$`) is not spoken of.
 */
import type { Plan } from '@millrace/grammar';
import type { RunEvent, RunFinished } from '../protocol.ts';
import type { OutputPreview } from './output-preview.ts';

/** What is said of a node that does not run. */
export interface CachedNode {
  name: string;
  records: number;
  /** Of a sink: where its records lie. */
  output?: { path: string; bytes: number };
  preview?: OutputPreview;
}

type Tell = (event: RunEvent) => void;

/** `tell` hears of all nodes of `plan`; the first records of `shown`, where that is kept beside, are told as its own. */
export function toldWhole(plan: Plan, cached: readonly CachedNode[], tell: Tell, shown?: string): Tell {
  const silent = new Set(cached.map(({ name }) => name));
  const isTold = (node: string) => !node.startsWith('$') && !silent.has(node);
  return (event) => {
    if (event.type === 'preview' && shown !== undefined && keptOf(event.node) === shown)
      tell({ ...event, node: shown });
    else if (event.type === 'run-started') {
      tell({ ...event, nodes: plan.stages.map(({ name, kind }) => ({ name, kind })) });
      for (const node of cached) tellCached(node, event, tell);
    } else if (event.type === 'progress') {
      tell({ ...event, nodes: event.nodes.filter(({ node }) => isTold(node)) });
    } else if (event.type === 'run-finished') {
      tell(finishedWhole(event, cached));
    } else if (isTold(event.node)) tell(event);
  };
}

function tellCached(cached: CachedNode, { time, runId }: RunEvent, tell: Tell): void {
  const { name: node, records, output, preview } = cached;
  if (preview) tell({ type: 'preview', time, runId, node, ...preview });
  if (output) tell({ type: 'artefact', time, runId, node, records, ...output });
  tell({ type: 'node-finished', time, runId, node, status: 'cached', records, batches: 0, durationMs: 0 });
}

/** Sinks whose outputs stand already count as well; those of the run's own are none of the flow's. */
export function finishedWhole<Event extends RunFinished>(event: Event, cached: readonly CachedNode[]): Event {
  const ran = Object.entries(event.records).filter(([node]) => !node.startsWith('$'));
  const standing = cached.flatMap(({ name, records, output }) => (output ? [[name, records] as const] : []));
  return { ...event, records: Object.fromEntries([...standing, ...ran]) };
}

/** The node that `$byHour.out` keeps the records of; of any other name that itself. */
export function keptOf(node: string): string {
  return /^\$+(.+)\.out$/.exec(node)?.[1] ?? node;
}
