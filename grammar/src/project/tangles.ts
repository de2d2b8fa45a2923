/** What leads back to itself in a graph, by Kosaraju's two walks. Without recursion: a way may be thousands of steps long. */

type StepsFrom = (from: string) => readonly string[];

/** Each largest set of two or more in which every one leads to every other. Linear in the steps. */
export function tangles(all: Iterable<string>, stepsFrom: StepsFrom): Set<string>[] {
  const left = leavingOrder(all, stepsFrom);
  const back = reversed(left, stepsFrom);
  const seen = new Set<string>();
  const found: Set<string>[] = [];
  for (const start of left.toReversed()) {
    const members = reach(start, seen, back);
    if (members.size > 1) found.push(members);
  }
  return found;
}

/** In the order in which a walk in depth leaves them for good. */
function leavingOrder(all: Iterable<string>, stepsFrom: StepsFrom): string[] {
  const seen = new Set<string>();
  const left: string[] = [];
  for (const start of all) {
    const path = seen.has(start) ? [] : [{ at: start, steps: stepsFrom(start)[Symbol.iterator]() }];
    seen.add(start);
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      const next = here.steps.next();
      if (next.done) left.push((path.pop() as typeof here).at);
      else if (!seen.has(next.value)) path.push({ at: next.value, steps: stepsFrom(next.value)[Symbol.iterator]() });
      if (!next.done) seen.add(next.value);
    }
  }
  return left;
}

function reversed(all: readonly string[], stepsFrom: StepsFrom): Map<string, string[]> {
  const back = new Map<string, string[]>();
  for (const from of all) {
    for (const to of stepsFrom(from)) {
      const known = back.get(to);
      if (known === undefined) back.set(to, [from]);
      else known.push(from);
    }
  }
  return back;
}

function reach(start: string, seen: Set<string>, steps: ReadonlyMap<string, readonly string[]>): Set<string> {
  const members = new Set<string>(seen.has(start) ? [] : [start]);
  seen.add(start);
  for (const one of members) {
    for (const next of steps.get(one) ?? []) {
      if (!seen.has(next)) members.add(next);
      seen.add(next);
    }
  }
  return members;
}
