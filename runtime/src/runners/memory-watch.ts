import { readFileSync } from 'node:fs';

const everyMs = 100;
const pageBytes = 4096;

/**
 * Looks again and again at what memory a process has, with those that it has started, and tells once when it is more than it may be. The heap of code is limited
 * by its language; this sees what lies beside it. Where the system does not show it (other than Linux), nothing is seen.
 */
export function watchMemory(
  pid: number,
  maxBytes: number,
  after: (delayMs: number, action: () => void) => () => void,
  onExceeded: (bytes: number) => void,
): () => void {
  let callOff = () => {};
  const look = () => {
    const bytes = residentBytes(pid);
    if (bytes === undefined) return;
    if (bytes > maxBytes) onExceeded(bytes);
    else callOff = after(everyMs, look);
  };
  callOff = after(everyMs, look);
  return () => callOff();
}

function residentBytes(pid: number): number | undefined {
  try {
    const [, resident] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    const started = childrenOf(pid).reduce((sum, child) => sum + (residentBytes(child) ?? 0), 0);
    return Number(resident) * pageBytes + started;
  } catch {
    return undefined;
  }
}

/** None where the system does not tell. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
