/**
 * Gives memory back when nobody types and nobody asks. Each keystroke drops much of a tree, and V8 lets such garbage pile up and keeps
 * the pages; an editor's server lives for days beside others. So after a pause, and only where a part of the heap must be
 * garbage, it is collected: a tenth of a second in which nothing is answered, and therefore not while a person is pointing at things.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const idleMs = 2000;
/** What a few keys leave. Below this much garbage it is not worth a pause. */
const garbageMinBytes = 32 * 2 ** 20;

/** What it gives back is to be called whenever something happens: the pause begins anew. */
export function collectWhenIdle(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: (options: object) => void = runInNewContext('gc');
  let liveBytes = process.memoryUsage().heapUsed;
  let timer: NodeJS.Timeout | undefined;

  const collectGarbage = () => {
    const { heapUsed } = process.memoryUsage();
    if (heapUsed - liveBytes < garbageMinBytes) return;
    // The last resort is the flavour that also returns the freed pages.
    collect({ type: 'major', flavor: 'last-resort' });
    liveBytes = process.memoryUsage().heapUsed;
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(collectGarbage, idleMs).unref();
  };
}
