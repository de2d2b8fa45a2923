import type { TraceColumn } from '../column-trace.ts';

/** A column of all inputs that have it. */
export const traceUnion: TraceColumn = ({ node, path }) => ({
  steps: node.inputs.map((_, input) => ({ input, path, way: 'copied' })),
});
