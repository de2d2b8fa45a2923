/**
 * From which batch on each node has to work again when a run is resumed, by how far those have come that nobody consumes: sinks, and
 * tasks that give nothing. A node has to begin where the consumer stands that has come least far. One batch of a node that streams
 * is made of one batch, so that this is the same batch of its input; a union knows what it has taken of each; what needs all of its
 * input needs it from the beginning, and begins anew.
 */
import type { Edge, Stage } from '@millrace/grammar';
import { waits } from './plan-places.ts';
import type { MergedState } from './run-ledger.ts';

export interface Standing {
  /** Of a node without consumers: the sequence of the first batch that is not safely taken. */
  held(node: string): number;
  /** Of a union: what it had taken before it gave the batch `sequence`. */
  merged(node: string, sequence: number): MergedState;
}

/** The sequence of the first batch that is needed of every stage; `stages` stand behind their inputs. */
export function needsOf(stages: readonly Stage[], streams: readonly Edge[], standing: Standing): Map<string, number> {
  const needs = new Map<string, number>();
  for (const stage of [...stages].reverse()) {
    const leaving = streams.filter(({ from }) => from === stage.name);
    const wanted = leaving.map((edge) => {
      const to = stageOf(stages, edge.to);
      const start = needs.get(to.name) ?? 0;
      return neededOn(edge, to, start, streams, () => standing.merged(to.name, start));
    });
    const need = leaving.length === 0 ? standing.held(stage.name) : Math.min(...wanted);
    needs.set(stage.name, beginsAnew(stage) ? 0 : need);
  }
  return needs;
}

/** Of an edge the sequence of the first batch that is needed, where the node at its end begins with its own batch `start`. */
export function neededOn(
  edge: Edge,
  to: Stage,
  start: number,
  streams: readonly Edge[],
  merged: () => MergedState | undefined,
): number {
  if (isTakenWhole(edge, to)) return 0;
  if (to.kind !== 'union') return start;
  return merged()?.taken[streams.filter((other) => other.to === edge.to).indexOf(edge)] ?? 0;
}

/** The nodes of which a resumed run always needs the first batch: what they give is needed whole. */
export function stillNodes(stages: readonly Stage[], streams: readonly Edge[]): ReadonlySet<string> {
  const far = Number.POSITIVE_INFINITY;
  const merged = () => ({ taken: streams.map(() => far), turn: 0 });
  const needs = needsOf(stages, streams, { held: () => far, merged });
  return new Set([...needs].flatMap(([name, need]) => (need === 0 ? [name] : [])));
}

/** Whether the node at its end has to see all of its records to give any. */
function isTakenWhole({ as }: Edge, to: Stage): boolean {
  return waits(to) && !(to.kind === 'join' && as !== 'right');
}

function beginsAnew(stage: Stage): boolean {
  return waits(stage) && stage.kind !== 'join';
}

function stageOf(stages: readonly Stage[], name: string): Stage {
  const stage = stages.find((one) => one.name === name);
  if (stage === undefined) throw new Error(`No stage "${name}" runs with those that feed it`);
  return stage;
}
