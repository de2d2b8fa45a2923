/**
 * Gives memory back when a person stops typing. Each keystroke drops much of a tree, and V8 lets such garbage pile up and keeps
 * the pages; an editor's server lives for days beside others. So after a pause, and only where a part of the heap must be
 * garbage, it is collected: a tenth of a second when nobody waits.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DocumentState } from 'langium';
import type { FlowLspServices } from '../services.ts';

const idleMs = 2000;
/** What a few keys leave. Below this much garbage it is not worth a pause. */
const garbageMinBytes = 32 * 2 ** 20;

export function collectWhenIdle({ shared }: FlowLspServices): void {
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
  shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, () => {
    clearTimeout(timer);
    timer = setTimeout(collectGarbage, idleMs).unref();
  });
}
