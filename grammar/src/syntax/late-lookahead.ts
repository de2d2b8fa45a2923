/**
 * Which tokens lead where is worked out for a place of the grammar when a text first comes to it. Worked out ahead for all of them, it is
 * most of what starting costs, and one text comes to few.
 */
type Decide = (this: unknown, ...choices: unknown[]) => unknown;

/** What the library keeps to itself: each gives the decision of one place of the grammar. */
export interface LookAhead {
  buildLookaheadForAlternation(place: unknown): Decide;
  buildLookaheadForOptional(place: unknown): Decide;
}

export function lookAheadLate(strategy: LookAhead): LookAhead {
  return Object.assign(Object.create(strategy) as LookAhead, {
    buildLookaheadForAlternation: (place: unknown) => late(() => strategy.buildLookaheadForAlternation(place)),
    buildLookaheadForOptional: (place: unknown) => late(() => strategy.buildLookaheadForOptional(place)),
  });
}

function late(build: () => Decide): Decide {
  let built: Decide | undefined;
  return function decide(this: unknown, ...choices) {
    built ??= build();
    return built.apply(this, choices);
  };
}
