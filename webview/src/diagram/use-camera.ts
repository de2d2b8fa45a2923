import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback } from 'react';
import type { Layout } from '../layout/layout.ts';
import { cardWidth } from './card-size.ts';

const marginPx = 48;
const cardHeightMin = 80;

/** Moves the view when a person asks for a node they cannot see. Nothing else moves it. */
export function useCamera(layout: Layout) {
  const flow = useReactFlow();
  const store = useStoreApi();

  const isVisible = useCallback(
    (id: string) => {
      const point = layout.nodes.get(id);
      if (point === undefined) return true;
      const { width, height, transform } = store.getState();
      const [x, y, zoom] = transform;
      const left = point.x * zoom + x;
      const top = point.y * zoom + y;
      return left >= 0 && top >= 0 && left + cardWidth * zoom <= width && top + cardHeightMin * zoom <= height;
    },
    [layout, store],
  );

  const center = useCallback(
    (id: string) => {
      const point = layout.nodes.get(id);
      if (point === undefined) return;
      const zoom = Math.max(flow.getZoom(), 0.5);
      void flow.setCenter(point.x + cardWidth / 2, point.y + marginPx, { zoom });
    },
    [layout, flow],
  );

  const bringIntoView = useCallback((id: string) => isVisible(id) || center(id), [isVisible, center]);
  return { center, bringIntoView };
}
