import { useReactFlow, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { Host } from '../host/host.ts';

/** What a page keeps over a reload; `flow` and `file` say whose view it is, and lead the host to the file. */
export interface KeptState {
  file: string;
  flow: string;
  viewport: Viewport;
}

const fitOptions = { padding: 0.12, maxZoom: 1 };

/**
 * The view on a flow is set once, when its first layout is there: as it was left before a reload, else so that all of it is seen.
 * After that it belongs to the person: no edit moves it.
 */
export function useFirstView(host: Host, file: string, flow: string, isLaidOut: boolean) {
  const { fitView, setViewport } = useReactFlow();
  const viewed = useRef<string>(undefined);
  const key = `${file}#${flow}`;

  useEffect(() => {
    if (!isLaidOut || viewed.current === key) return;
    viewed.current = key;
    const kept = readKept(host.kept());
    if (kept !== undefined && kept.file === file && kept.flow === flow) void setViewport(kept.viewport);
    else void fitView(fitOptions);
  }, [isLaidOut, key, file, flow, host, fitView, setViewport]);

  const keep = useCallback((viewport: Viewport) => host.keep({ file, flow, viewport }), [host, file, flow]);
  const fit = useCallback(() => void fitView({ ...fitOptions, duration: 200 }), [fitView]);
  return { keep, fit };
}

function readKept(value: unknown): KeptState | undefined {
  const kept = value as Partial<KeptState> | null | undefined;
  const { x, y, zoom } = kept?.viewport ?? {};
  const isWhole =
    [x, y, zoom].every(Number.isFinite) && typeof kept?.file === 'string' && typeof kept.flow === 'string';
  return isWhole ? (kept as KeptState) : undefined;
}
