/** The graph of a plan as those see it who ask what waits for what: a node that waits takes in one place and gives in another. */
import type { Edge, Stage, StageKind } from '@millrace/grammar';

export interface Graph {
  /** Each stands behind its inputs. */
  stages: readonly Stage[];
  edges: readonly Edge[];
}

/** A node, or of one that waits the place where it takes. */
export type Place = string;

export interface Stream {
  edge: Edge;
  from: Place;
  to: Place;
}

/** Nodes that take something wholly before they give. */
const waitingKinds: ReadonlySet<StageKind> = new Set(['join', 'aggregate', 'sql']);

export function waits(stage: Stage): boolean {
  return waitingKinds.has(stage.kind) || isWholeTask(stage);
}

/** A task whose code gets all records of all its inputs at once. */
export function isWholeTask(stage: Stage): boolean {
  return stage.kind === 'task' && stage.mode === 'whole';
}

export function takingPlace(name: string): Place {
  return `${name} takes`;
}

export function streamsOf({ stages, edges }: Graph): Stream[] {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const streams = edges.filter(({ kind }) => kind === 'stream');
  return streams.map((edge) => ({
    edge,
    from: placeOfSource(edge, byName.get(edge.from)),
    to: placeOfTarget(edge, byName.get(edge.to)),
  }));
}

/** Of an aggregate the bad records leave while it takes. */
function placeOfSource({ from, port }: Edge, stage: Stage | undefined): Place {
  return stage?.kind === 'aggregate' && port === 'errors' ? takingPlace(from) : from;
}

/** The left side of a join streams through it. */
function placeOfTarget({ to, as }: Edge, stage: Stage | undefined): Place {
  const isWhole = stage !== undefined && waits(stage) && !(stage.kind === 'join' && as !== 'right');
  return isWhole ? takingPlace(to) : to;
}

/** One place for all that are connected by queues: what one of them waits for, all of them may come to wait for. */
export function connectedPlaces(stages: readonly Stage[], streams: readonly Stream[]): (place: Place) => Place {
  const places = stages.flatMap(({ name }) => [name, takingPlace(name)]);
  const parents = new Map(places.map((place) => [place, place]));
  const rootOf = (place: Place): Place => {
    let root = place;
    while (parents.get(root) !== root) root = parents.get(root) as Place;
    parents.set(place, root);
    return root;
  };
  for (const { from, to } of streams) parents.set(rootOf(from), rootOf(to));
  return rootOf;
}
