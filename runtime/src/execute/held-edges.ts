/**
 * Which edges of a plan have to hold whatever comes, because a queue with a bound would be waited for by those who wait for it.
 *
 * A join takes its whole right side before its left, and an aggregate or a query gives nothing before its input has ended. Where
 * such a node and what it keeps waiting are fed by the same source (`join(payments, totals)` with `totals` made of `payments`),
 * the source cannot go on until the node has begun, and the node cannot begin until the source has ended. Those edges are held,
 * and so are those into unions that are out of step. All others keep their bounds: an ordinary join never puts its left side
 * down on the disk.
 */
import type { Edge, Stage } from '@millrace/grammar';
import { outOfStep } from './out-of-step.ts';
import { connectedPlaces, type Graph, type Place, type Stream, streamsOf, takingPlace, waits } from './plan-places.ts';

export function heldEdges(graph: Graph): ReadonlySet<Edge> {
  const { stages } = graph;
  const streams = streamsOf(graph);
  const isTangled = tangledIn(stages, streams);
  const levels = levelsOf(stages, streams);
  const level = (place: Place) => levels.get(place) ?? 0;
  const waiting = streams.filter(({ from, to }) => isTangled(from) && level(from) < level(to));
  return new Set([...waiting, ...outOfStep(stages, streams)].map(({ edge }) => edge));
}

/** Tangled is what would have to end before it goes on. */
function tangledIn(stages: readonly Stage[], streams: readonly Stream[]): (place: Place) => boolean {
  const rootOf = connectedPlaces(stages, streams);
  const after = new Map<Place, Place[]>();
  for (const { name } of stages.filter(waits)) {
    const before = rootOf(takingPlace(name));
    after.set(before, [...(after.get(before) ?? []), rootOf(name)]);
  }
  const tangled = new Set([...after.keys()].filter((root) => reaches(root, root, after)));
  return (place) => tangled.has(rootOf(place));
}

function reaches(from: Place, to: Place, after: ReadonlyMap<Place, Place[]>): boolean {
  const seen = new Set<Place>();
  const open = [...(after.get(from) ?? [])];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (place === to) return true;
    if (seen.has(place)) continue;
    seen.add(place);
    open.push(...(after.get(place) ?? []));
  }
  return false;
}

/** How many nodes have to end before a place has its records. */
function levelsOf(stages: readonly Stage[], streams: readonly Stream[]): ReadonlyMap<Place, number> {
  const levels = new Map<Place, number>();
  const entering = Map.groupBy(streams, ({ to }) => to);
  const highest = (place: Place) =>
    Math.max(0, ...(entering.get(place) ?? []).map(({ from }) => levels.get(from) ?? 0));
  for (const stage of stages) {
    const { name } = stage;
    const taken = highest(takingPlace(name));
    levels.set(takingPlace(name), taken);
    levels.set(name, Math.max(highest(name), waits(stage) ? taken + 1 : 0));
  }
  return levels;
}
