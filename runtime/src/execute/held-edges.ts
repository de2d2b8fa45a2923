/**
 * Which edges of a plan have to hold whatever comes, because a queue with a bound would be waited for by those who wait for it.
 *
 * A join takes its whole right side before its left, and an aggregate or a query gives nothing before its input has ended. Where
 * such a node and what it keeps waiting are fed by the same source (`join(payments, totals)` with `totals` made of `payments`),
 * the source cannot go on until the node has begun, and the node cannot begin until the source has ended. Those edges are held.
 * All others keep their bounds, so an ordinary join never puts its left side down on the disk.
 */
import type { Edge, Stage, StageKind } from '@millrace/grammar';

/** Nodes that take something wholly before they give. Each has two places: where it takes, and where it gives. */
const waitingKinds: ReadonlySet<StageKind> = new Set(['join', 'aggregate', 'sql']);

/** A node, or of one that waits the place where it takes. */
type Place = string;

export interface Graph {
  /** Each stands behind its inputs. */
  stages: readonly Stage[];
  edges: readonly Edge[];
}

export function heldEdges({ stages, edges }: Graph): ReadonlySet<Edge> {
  const kinds = new Map(stages.map(({ name, kind }) => [name, kind]));
  const streams = edges
    .filter(({ kind }) => kind === 'stream')
    .map((edge) => ({ edge, from: givingPlace(edge, kinds), to: takingPlace(edge, kinds) }));
  const waiting = stages.filter(({ kind }) => waitingKinds.has(kind)).map(({ name }) => name);
  if (waiting.length === 0) return new Set();
  const connected = connectedPlaces(stages, streams);
  const isTangled = tangledIn(waiting, connected);
  const levels = levelsOf(stages, streams);
  const level = (place: Place) => levels.get(place) ?? 0;
  return new Set(streams.filter(({ from, to }) => isTangled(from) && level(from) < level(to)).map(({ edge }) => edge));
}

interface Stream {
  edge: Edge;
  from: Place;
  to: Place;
}

type Kinds = ReadonlyMap<string, StageKind>;

/** Of an aggregate the bad records leave while it takes. */
function givingPlace({ from, port }: Edge, kinds: Kinds): Place {
  return kinds.get(from) === 'aggregate' && port === 'errors' ? takes(from) : from;
}

/** The left side of a join streams through it. */
function takingPlace({ to, as }: Edge, kinds: Kinds): Place {
  const kind = kinds.get(to);
  const isWhole = kind !== undefined && waitingKinds.has(kind) && !(kind === 'join' && as !== 'right');
  return isWhole ? takes(to) : to;
}

function takes(name: string): Place {
  return `${name} takes`;
}

/** One place for all that are connected by queues: what one of them waits for, all of them may come to wait for. */
function connectedPlaces(stages: readonly Stage[], streams: readonly Stream[]): ReadonlyMap<Place, Place> {
  const places = stages.flatMap(({ name }) => [name, takes(name)]);
  const parents = new Map(places.map((place) => [place, place]));
  const rootOf = (place: Place): Place => {
    let root = place;
    while (parents.get(root) !== root) root = parents.get(root) as Place;
    parents.set(place, root);
    return root;
  };
  for (const { from, to } of streams) parents.set(rootOf(from), rootOf(to));
  return new Map(places.map((place) => [place, rootOf(place)]));
}

/** Tangled is what would have to end before it goes on. */
function tangledIn(waiting: readonly string[], connected: ReadonlyMap<Place, Place>): (place: Place) => boolean {
  const rootOf = (place: Place) => connected.get(place) as Place;
  const after = new Map<Place, Place[]>();
  for (const name of waiting) {
    const before = rootOf(takes(name));
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

/** How many nodes have to end before a place has its records; the stages of a plan stand behind their inputs. */
function levelsOf(stages: readonly Stage[], streams: readonly Stream[]): ReadonlyMap<Place, number> {
  const levels = new Map<Place, number>();
  const entering = Map.groupBy(streams, ({ to }) => to);
  const highest = (place: Place) =>
    Math.max(0, ...(entering.get(place) ?? []).map(({ from }) => levels.get(from) ?? 0));
  for (const { name, kind } of stages) {
    const taken = highest(takes(name));
    levels.set(takes(name), taken);
    levels.set(name, Math.max(highest(name), waitingKinds.has(kind) ? taken + 1 : 0));
  }
  return levels;
}
