/**
 * From which batch on each node has to work again when a run is resumed, by how far those have come that nobody consumes: sinks, and
 * tasks that give nothing. A node has to begin where the consumer stands that has come least far. One batch of a node that streams
 * is made of one batch, so that this is the same batch of its input; a union knows what it has taken of each; what needs all of its
 * input needs it from the beginning, and begins anew, until its result is kept: then it needs nothing more.
 */
import type { Edge, Stage } from '@millrace/grammar';
import { waits } from './plan-places.ts';
import type { MergedState } from './run-ledger.ts';

export interface Standing {
  /** How many batches a node has worked off. */
  settled(node: string): number;
  /** Whether the result of a node that takes a whole input lies whole on the disk. */
  isKept(node: string): boolean;
  /** Of a node without consumers: the sequence of the first batch that is not safely taken. */
  held(node: string): number;
  /** Of a union: what it had taken before it gave the batch `sequence`. */
  merged(node: string, sequence: number): MergedState;
}

/** The sequence of the first batch that is needed of every stage; `stages` stand behind their inputs. */
export function needsOf(stages: readonly Stage[], streams: readonly Edge[], standing: Standing): Map<string, number> {
  const needs = new Map<string, number>();
  for (const stage of [...stages].reverse()) {
    const { name } = stage;
    const leaving = streams.filter(({ from }) => from === name);
    const wanted = leaving.map((edge) => {
      const to = stageOf(stages, edge.to);
      const start = needs.get(to.name) ?? 0;
      const merged = () => standing.merged(to.name, start);
      return neededOn(edge, to, streams, { start, isKept: standing.isKept(to.name), merged });
    });
    const need = leaving.length === 0 ? standing.held(name) : Math.min(standing.settled(name), ...wanted);
    needs.set(name, beginsAnew(stage) && !standing.isKept(name) ? 0 : need);
  }
  return needs;
}

/** Where a node goes on. */
export interface Beginning {
  /** The first batch that it gives. */
  start: number;
  /** Of one that takes a whole input: that it gives what was kept. */
  isKept: boolean;
  /** Of a union: what it had taken before. */
  merged(): MergedState | undefined;
}

/** Of an edge the sequence of the first batch that is needed by the node at its end; none is where that is infinite. */
export function neededOn(edge: Edge, to: Stage, streams: readonly Edge[], beginning: Beginning): number {
  const { start, isKept, merged } = beginning;
  if (isTakenWhole(edge, to)) return isKept ? Number.POSITIVE_INFINITY : 0;
  if (to.kind !== 'union') return start;
  return merged()?.taken[streams.filter((other) => other.to === edge.to).indexOf(edge)] ?? 0;
}

/**
 * The same where all results that are ever kept are: no resumed run will need anything between the first batch of a node and this
 * one. It never goes down.
 */
export function laterNeedsOf(
  stages: readonly Stage[],
  streams: readonly Edge[],
  standing: Standing,
): Map<string, number> {
  return needsOf(stages, streams, { ...standing, isKept: (name) => mayBeKept(stageOf(stages, name)) });
}

/** The nodes of which a resumed run always needs the first batch: what they give is needed whole, and nothing keeps what it becomes. */
export function stillNodes(stages: readonly Stage[], streams: readonly Edge[]): ReadonlySet<string> {
  const far = () => Number.POSITIVE_INFINITY;
  const merged = () => ({ taken: streams.map(far), turn: 0 });
  const needs = laterNeedsOf(stages, streams, { held: far, settled: far, merged, isKept: () => true });
  return new Set([...needs].flatMap(([name, need]) => (need === 0 ? [name] : [])));
}

/**
 * Whether the result of a node that takes a whole input is kept, so that a resumed run need not compute it again. Where somebody
 * reads its bad records it is not: they leave while it takes, as other batches than its result.
 */
export function mayBeKept(stage: Stage): boolean {
  const isModel = stage.kind === 'task' && stage.model !== undefined;
  return beginsAnew(stage) && stage.output !== undefined && !stage.hasErrorPort && !isModel;
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
