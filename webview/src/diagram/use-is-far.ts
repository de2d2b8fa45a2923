import { useStore } from '@xyflow/react';

/** Below this zoom only a card's name can be read, so it is all that is drawn, and large. */
const farZoom = 0.6;

export function useIsFar(): boolean {
  return useStore((state) => state.transform[2] < farZoom);
}
