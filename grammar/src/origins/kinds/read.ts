import type { TraceColumn } from '../column-trace.ts';

export const traceRead: TraceColumn = () => ({ isSource: true, steps: [] });
