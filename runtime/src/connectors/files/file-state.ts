/**
 * Which file it is and what is in it, as far as the system tells without reading it: enough to see that an input was changed while
 * it was read, or that an output which is to be published is the one that was written. A rename changes nothing of it.
 */
import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { RunError } from '../../execute/run-error.ts';
import type { Position } from '../connector.ts';

export interface FileState {
  size: number;
  /** Of its last change, in nanoseconds since 1970. */
  mtimeNs: string;
  inode: string;
}

export function stateOf({ size, mtimeNs, ino }: BigIntStats): FileState {
  return { size: Number(size), mtimeNs: String(mtimeNs), inode: String(ino) };
}

/** undefined where there is no such file. */
export async function fileState(absolute: string): Promise<FileState | undefined> {
  const found = await stat(absolute, { bigint: true }).catch(() => undefined);
  return found && stateOf(found);
}

/** In words what is not as it was; undefined where all is. */
export function differenceOf(before: FileState, now: FileState | undefined): string | undefined {
  if (now === undefined) return 'it is gone';
  if (before.size !== now.size) return `it had ${before.size} bytes and has ${now.size} now`;
  if (before.mtimeNs !== now.mtimeNs) return `it was written ${timeOf(now)}, before that ${timeOf(before)}`;
  return before.inode === now.inode ? undefined : 'another file has taken its place';
}

function timeOf({ mtimeNs }: FileState): string {
  return new Date(Number(BigInt(mtimeNs) / 1_000_000n)).toISOString();
}

/** Reads a state back that a position holds under `name`. */
export function stateIn(position: Position, name: string): FileState {
  const { size, mtimeNs, inode } = (position[name] ?? {}) as Partial<Record<keyof FileState, unknown>>;
  if (typeof size === 'number' && typeof mtimeNs === 'string' && typeof inode === 'string')
    return { size, mtimeNs, inode };
  throw damaged(name);
}

/** Reads a count back that a position holds under `name`. */
export function countIn(position: Position, name: string): number {
  const value = position[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw damaged(name);
}

function damaged(name: string): RunError {
  const message = `What the run has noted of where it was is damaged ("${name}"): run again without --resume`;
  return new RunError('ledger-damaged', message);
}
