import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Point } from '../layout/layout.ts';
import type { DiagramEdge } from '../protocol.ts';
import { roundedPath } from './rounded-path.ts';

export type StreamEdgeType = Edge<{ edge: DiagramEdge; points: readonly Point[]; isDimmed: boolean }, 'stream'>;

/** An edge along the way the layout found for it. */
export const StreamEdge = memo(function StreamEdge({ id, data, markerEnd }: EdgeProps<StreamEdgeType>) {
  if (data === undefined) return null;
  return <BaseEdge id={id} path={roundedPath(data.points, 8)} markerEnd={markerEnd} interactionWidth={16} />;
});
