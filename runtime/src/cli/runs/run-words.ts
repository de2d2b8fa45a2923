import type { KnownRun } from '../../catalogue/runs.ts';
import { duration } from '../run/amounts.ts';
import type { Stream } from '../terminal.ts';

type Colors = Stream['colors'];

/** As much of an id as a person needs. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

export function shortDigest(sha256: string | null): string {
  return sha256 === null ? '' : sha256.slice(0, 12);
}

/** `2026-01-31 10:00:00Z`: in UTC, so that it says the same everywhere. */
export function timeText(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')}Z`;
}

export function statusText(status: string, colors: Colors): string {
  const painted: Record<string, (text: string) => string> = {
    succeeded: colors.green,
    failed: colors.red,
    cancelled: colors.yellow,
    interrupted: colors.yellow,
    running: colors.cyan,
  };
  return (painted[status] ?? colors.dim)(status);
}

export function durationText(ms: number | undefined): string {
  return ms === undefined ? '' : duration(ms);
}

/** `3f2a1b0 with changes`. */
export function gitText({ git }: Pick<KnownRun, 'git'>): string {
  if (git === undefined) return '';
  return `${git.commit.slice(0, 10)}${git.isDirty ? ' with changes' : ''}`;
}

/** `rate = 2, least = 25`. */
export function valuesText(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    .join(', ');
}
