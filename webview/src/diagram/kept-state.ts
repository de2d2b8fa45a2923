import type { Viewport } from '@xyflow/react';
import type { Direction } from '../layout/layout.ts';

/** What a page keeps over a reload; `flow` and `file` say whose view it is, and lead the host to the file. */
export interface KeptState {
  file: string;
  flow: string;
  viewport: Viewport;
  /** Whether the view was still the one that shows everything. */
  isFitted?: boolean;
  direction?: Direction;
}

export function readKept(value: unknown): KeptState | undefined {
  const kept = value as Partial<KeptState> | null | undefined;
  const { x, y, zoom } = kept?.viewport ?? {};
  const isWhole =
    [x, y, zoom].every(Number.isFinite) && typeof kept?.file === 'string' && typeof kept.flow === 'string';
  if (!isWhole) return undefined;
  const direction = kept?.direction === 'DOWN' || kept?.direction === 'RIGHT' ? kept.direction : undefined;
  return { ...(kept as KeptState), isFitted: kept?.isFitted === true, direction };
}
