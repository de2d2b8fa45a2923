/**
 * Datasets that are made of themselves. A run of a flow reads and writes as a whole, with the flows it uses: what it writes is
 * made of what it reads. So a flow has a front, which what it reads leads to, and a back, which leads to what it writes. What a
 * flow reads is read in front of those that use it too, and their backs lead to its own. Linear in the accesses and uses.
 */
import type { DeclarationId } from './file-facts.ts';
import { comparePlaces, type FlowOfFile, keyOf, type NodePlace, placeOf } from './places.ts';
import { tangles } from './tangles.ts';

export interface DatasetCircle {
  /** Each is made of the one before, the first of the last. */
  datasets: DeclarationId[];
  /** By which node each of them is made of the one before: its write, or the use of a flow that writes it. */
  by: NodePlace[];
}

interface Step {
  to: string;
  /** The write or the use behind a flow's back. */
  by?: NodePlace;
  /** Where it leads to one. */
  dataset?: DeclarationId;
}

type Steps = ReadonlyMap<string, readonly Step[]>;

/** One for each tangle, the shortest through the dataset whose write comes first; all in the order of their first writes. */
export function findDatasetCircles(flows: readonly FlowOfFile[]): DatasetCircle[] {
  const steps = stepsOf(flows);
  const found = tangles(steps.keys(), (from) => (steps.get(from) ?? []).map(({ to }) => to));
  const circles = found.map((tangle) => circleIn(tangle, steps, flows)).filter((circle) => circle !== undefined);
  return circles.sort((a, b) => comparePlaces(a.by[0] as NodePlace, b.by[0] as NodePlace));
}

function stepsOf(flows: readonly FlowOfFile[]): Steps {
  const steps = new Map<string, Step[]>();
  const add = (from: string, step: Step) => {
    const known = steps.get(from);
    if (known === undefined) steps.set(from, [step]);
    else known.push(step);
  };
  for (const flow of flows) {
    const { reads = [], writes = [], runs = [] } = flow.facts;
    const [front, back] = sidesOf({ uri: flow.uri, name: flow.facts.name });
    add(front, { to: back });
    for (const { dataset } of reads) add(keyOf(dataset), { to: front });
    for (const write of writes)
      add(back, { to: keyOf(write.dataset), by: placeOf(flow, write), dataset: write.dataset });
    for (const use of runs) {
      const [innerFront, innerBack] = sidesOf(use.flow);
      add(innerFront, { to: front });
      add(back, { to: innerBack, by: placeOf(flow, use) });
    }
  }
  return steps;
}

function sidesOf(flow: DeclarationId): [front: string, back: string] {
  return [`front of ${keyOf(flow)}`, `back of ${keyOf(flow)}`];
}

/** undefined where no dataset is among what leads back to itself: flows that use each other. */
function circleIn(tangle: ReadonlySet<string>, steps: Steps, flows: readonly FlowOfFile[]): DatasetCircle | undefined {
  const start = firstWritten(tangle, flows);
  if (start === undefined) return undefined;
  const taken = new Map<string, { from: string; step: Step }>();
  const waiting = [start];
  for (const from of waiting) {
    for (const step of steps.get(from) ?? []) {
      if (!tangle.has(step.to) || taken.has(step.to)) continue;
      taken.set(step.to, { from, step });
      waiting.push(step.to);
    }
    if (taken.has(start)) return circleOf(wayTo(start, taken));
  }
  return undefined;
}

function firstWritten(tangle: ReadonlySet<string>, flows: readonly FlowOfFile[]): string | undefined {
  for (const { uri, facts } of flows) {
    if (!tangle.has(sidesOf({ uri, name: facts.name })[1])) continue;
    const write = facts.writes?.find(({ dataset }) => tangle.has(keyOf(dataset)));
    if (write !== undefined) return keyOf(write.dataset);
  }
  return undefined;
}

function wayTo(end: string, taken: ReadonlyMap<string, { from: string; step: Step }>): Step[] {
  const way: Step[] = [];
  for (let last = taken.get(end); last !== undefined; last = last.from === end ? undefined : taken.get(last.from)) {
    way.unshift(last.step);
  }
  return way;
}

/** The last step leads to the dataset the circle started from, which comes first. */
function circleOf(way: readonly Step[]): DatasetCircle {
  const made: { dataset: DeclarationId; by: NodePlace }[] = [];
  let by: NodePlace | undefined;
  for (const step of way) {
    by ??= step.by;
    if (step.dataset === undefined || by === undefined) continue;
    made.push({ dataset: step.dataset, by });
    by = undefined;
  }
  const inOrder = [...made.slice(-1), ...made.slice(0, -1)];
  return { datasets: inOrder.map(({ dataset }) => dataset), by: inOrder.map((one) => one.by) };
}
