/**
 * The temporary name of a file on its way, beside its final one: `.scores.csv.1f2e3d4c-4711-9a8b7c6d.part`. It says which process
 * on which machine makes the file, so that what a killed process left can be told from what another one is writing. Invariant:
 * nothing is removed whose process may be alive; what another machine or container left stays. The part of a run that may be resumed
 * says which run and node it is of instead, for it outlives its process: `.scores.csv.<run>-0a1b2c3d.part`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive, machine } from '../../project/process-identity.ts';
import type { SinkOwner } from '../connector.ts';

/** A new name that nobody else has, or that of a run and node. `absolute` is the final one. */
export function partPathOf(absolute: string, owner?: SinkOwner): string {
  if (owner !== undefined) return join(dirname(absolute), `.${basename(absolute)}.${nameOf(owner)}.part`);
  const unique = randomBytes(4).toString('hex');
  return join(dirname(absolute), `${prefixOf(absolute)}${process.pid}-${unique}.part`);
}

/** Removes what processes of this machine that have died left of the same file. What can't be removed stays: it harms nobody. */
export function removeStaleParts(absolute: string): void {
  const folder = dirname(absolute);
  for (const name of namesIn(folder)) {
    const pid = pidOfPart(name, prefixOf(absolute));
    if (pid !== undefined && !isAlive(pid)) removePart(join(folder, name));
  }
}

/** A file or a folder. Never throws: what stopped the writing may stop this too, and is the failure to tell. */
export function removePart(part: string): void {
  try {
    rmSync(part, { recursive: true, force: true });
  } catch {
    // A hidden file with a name of its own is left, never one under the final name.
  }
}

function nameOf({ runId, node }: SinkOwner): string {
  return `${runId}-${createHash('sha256').update(node).digest('hex').slice(0, 8)}`;
}

function prefixOf(absolute: string): string {
  return `.${basename(absolute)}.${machine()}-`;
}

function pidOfPart(name: string, prefix: string): number | undefined {
  if (!name.startsWith(prefix)) return undefined;
  const [, pid] = /^(\d+)-[0-9a-f]{8}\.part$/.exec(name.slice(prefix.length)) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
