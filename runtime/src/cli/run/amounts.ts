import { withCommas } from '../count-of.ts';

/** `1.2 s`, `350 ms`, `3 min 20 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** Records per second, in a form that doesn't dance while it is redrawn: `950/s`, `12.4k/s`, `1.31M/s`. */
export function rate(perSecond: number): string {
  if (perSecond < 1000) return `${Math.round(perSecond)}/s`;
  if (perSecond < 1_000_000) return `${(perSecond / 1000).toFixed(1)}k/s`;
  return `${(perSecond / 1_000_000).toFixed(2)}M/s`;
}

/** `940 B`, `1.5 KiB`, `3.2 MiB`, `2.1 GiB`. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${withCommas(bytes)} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  let value = bytes / 1024;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${value.toFixed(1)} ${units[unit]}`;
}
