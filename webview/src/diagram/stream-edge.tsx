import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Point } from '../layout/layout.ts';
import type { DiagramEdge } from '../protocol.ts';
import { portName } from './port.ts';
import { roundedPath } from './rounded-path.ts';

export type StreamEdgeType = Edge<{ edge: DiagramEdge; points: readonly Point[]; isDimmed: boolean }, 'stream'>;

/** Where an edge comes to its node it is alone; where it begins, others may run along with it. */
const labelBeforeEndPx = 36;

/** An edge along the way the layout found for it. */
export const StreamEdge = memo(function StreamEdge({ id, data, markerEnd }: EdgeProps<StreamEdgeType>) {
  if (data === undefined) return null;
  const { edge, points } = data;
  const end = points.at(-1) as Point;
  const isDown = points.at(-2)?.x === end.x;
  return (
    <BaseEdge
      id={id}
      path={roundedPath(points, 8)}
      markerEnd={markerEnd}
      interactionWidth={16}
      label={portName(edge.port)}
      labelX={isDown ? end.x : end.x - labelBeforeEndPx}
      labelY={isDown ? end.y - labelBeforeEndPx : end.y}
      labelBgPadding={[3, 1]}
    />
  );
});
