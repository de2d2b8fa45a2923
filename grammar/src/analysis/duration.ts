const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a text such as `10ms` or `1.5h`; NaN for any other text. */
export function durationMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  return match === null ? Number.NaN : Number(match[1]) * (unitMs[match[2] as string] as number);
}

/** The shortest way to write it: `90s`, `2m`. */
export function printDuration(ms: number): string {
  const unit = Object.entries(unitMs).findLast(([, size]) => ms >= size && ms % size === 0);
  return unit === undefined ? `${ms}ms` : `${ms / unit[1]}${unit[0]}`;
}

const unitBytes: Record<string, number> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** Bytes of a text such as `64KiB`; NaN for any other text. */
export function sizeBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(B|KiB|MiB|GiB)$/.exec(text);
  return match === null ? Number.NaN : Math.ceil(Number(match[1]) * (unitBytes[match[2] as string] as number));
}
