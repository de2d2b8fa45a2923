import type { Clock } from 'millrace';

export interface SteppedClock extends Clock {
  /** How long was waited, each time. */
  readonly waits: number[];
}

/** A clock on which every wait is over at the next turn of the event loop, and which then shows as much more. */
export function steppedClock(chance = 0): SteppedClock {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    after: (delayMs, action) => {
      const timer = setImmediate(() => {
        now += delayMs;
        waits.push(delayMs);
        action();
      });
      return () => clearImmediate(timer);
    },
    chance: () => chance,
  };
}
