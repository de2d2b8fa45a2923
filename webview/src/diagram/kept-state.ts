import type { Viewport } from '@xyflow/react';

/** What a page keeps over a reload; `flow` and `file` say whose view it is, and lead the host to the file. */
export interface KeptState {
  file: string;
  flow: string;
  viewport: Viewport;
}

export function readKept(value: unknown): KeptState | undefined {
  const kept = value as Partial<KeptState> | null | undefined;
  const { x, y, zoom } = kept?.viewport ?? {};
  const isWhole =
    [x, y, zoom].every(Number.isFinite) && typeof kept?.file === 'string' && typeof kept.flow === 'string';
  return isWhole ? (kept as KeptState) : undefined;
}
