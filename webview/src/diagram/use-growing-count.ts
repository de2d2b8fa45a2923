import { useEffect, useState } from 'react';

/** Cards drawn for the first time in one frame: more would be felt as a jerk. */
const stepMax = 48;

/**
 * How many of `total` parts to draw by now: of a picture that is new, some more with each frame; of one that is there already, all of
 * it and the little that an edit adds. `key` says which picture it is.
 */
export function useGrowingCount(total: number, key: string): number {
  const [drawn, setDrawn] = useState({ key, count: stepMax });
  const count = drawn.key === key ? drawn.count : stepMax;
  useEffect(() => {
    if (count >= total) return;
    const frame = requestAnimationFrame(() => setDrawn({ key, count: count + stepMax }));
    return () => cancelAnimationFrame(frame);
  }, [count, total, key]);
  return Math.min(count, total);
}
