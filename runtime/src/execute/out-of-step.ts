/**
 * Unions whose inputs do not come in step. A union takes a batch of each input in turn. From one source they come in step, for
 * every node gives a batch for a batch; a union gives as many as all of its inputs together. `union(payments, union(payments,
 * refunds))` needs two batches of one for each of the other, and the source that feeds both cannot go on.
 */
import type { Stage } from '@millrace/grammar';
import { connectedPlaces, type Place, type Stream, takingPlace, waits } from './plan-places.ts';

/** The edges into such unions. */
export function outOfStep(stages: readonly Stage[], streams: readonly Stream[]): Stream[] {
  const paces = pacesOf(stages, streams);
  return stages
    .filter(({ kind }) => kind === 'union')
    .flatMap(({ name }) => {
      const into = streams.filter(({ to }) => to === name);
      const pacesOfInputs = new Set(into.map(({ from }) => paces.get(from)));
      return pacesOfInputs.size > 1 && meetElsewhere(into, stages, streams) ? into : [];
    });
}

/** Whether what feeds one of the inputs has to do with what feeds another. */
function meetElsewhere(into: readonly Stream[], stages: readonly Stage[], streams: readonly Stream[]): boolean {
  const rootOf = connectedPlaces(
    stages,
    streams.filter((stream) => !into.includes(stream)),
  );
  return new Set(into.map(({ from }) => rootOf(from))).size < into.length;
}

/** By place the one that sets how many batches there are: a source, a union, or what gives a result. */
function pacesOf(stages: readonly Stage[], streams: readonly Stream[]): ReadonlyMap<Place, Place> {
  const sources = new Map<Place, Place>();
  for (const { from, to } of streams) if (!sources.has(to)) sources.set(to, from);
  const paces = new Map<Place, Place>();
  const paceOf = (place: Place) => {
    const source = sources.get(place);
    return source === undefined ? place : (paces.get(source) ?? place);
  };
  for (const stage of stages) {
    const { name, kind } = stage;
    paces.set(takingPlace(name), paceOf(takingPlace(name)));
    const setsPace = kind === 'union' || (waits(stage) && kind !== 'join');
    paces.set(name, setsPace ? name : paceOf(name));
  }
  return paces;
}
