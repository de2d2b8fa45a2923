import { readFileSync } from 'node:fs';

/** What work took, of all threads; the clock besides. */
export interface Cost {
  processorMs: number;
  elapsedMs: number;
}

/** Of work in this process. */
export async function measureHere(work: () => Promise<void>): Promise<Cost> {
  const [before, started] = [process.cpuUsage(), performance.now()];
  await work();
  const elapsedMs = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  return { processorMs: (user + system) / 1000, elapsedMs };
}

/** Of work that starts processes and waits for their end: theirs alone, to 10 ms. Throws where there is no /proc. */
export async function measureChildren(work: () => Promise<void>): Promise<Cost> {
  const [before, started] = [ofEndedChildren(), performance.now()];
  await work();
  return { processorMs: ofEndedChildren() - before, elapsedMs: performance.now() - started };
}

/** Clock ticks of /proc in a second, on every Linux of today. */
const ticksPerSecond = 100;

/** Milliseconds of all children that this process has waited for, and of theirs. */
function ofEndedChildren(): number {
  // Behind the name in parentheses, which may contain anything, the 14th and 15th are those of children.
  const counts = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return ((Number(counts[13]) + Number(counts[14])) / ticksPerSecond) * 1000;
}
