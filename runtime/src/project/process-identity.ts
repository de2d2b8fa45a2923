/**
 * Which process on which machine: what a process writes down of itself, so that another one can tell later whether it still is
 * there. An id alone is not enough, for systems give it to others again, and containers count on their own.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  machine: string;
  pid: number;
  /** Where the system tells: Linux. */
  start: string | null;
}

export function ownProcess(): ProcessIdentity {
  return { machine: machine(), pid: process.pid, start: startOf(process.pid) };
}

/** False only where it is certain: of a process of another machine nobody knows. */
export function mayBeAlive({ machine: where, pid, start }: ProcessIdentity): boolean {
  if (where !== machine()) return true;
  return isAlive(pid) && (start === null || startOf(pid) === start);
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Where a process id means the same process: a host, and on Linux one name space of it, as containers have their own. */
export function machine(): string {
  return createHash('sha256').update(`${hostname()}\n${processNamespace()}`).digest('hex').slice(0, 8);
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** In ticks since this boot of the machine. The name of the program, which may hold anything, ends with the last bracket. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot} ${ticks}`;
  } catch {
    return null;
  }
}
