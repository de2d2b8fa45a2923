import type { PropertySpec } from './spec.ts';

/** Properties of a `dataset` declaration: what of it is kept. */
export const datasetProperties: readonly PropertySpec[] = [
  {
    name: 'keep',
    value: { kind: 'integer', min: 1, max: 1_000_000 },
    doc: 'How many batches are kept; without it all of them.',
  },
  {
    name: 'retain',
    value: { kind: 'duration', minMs: 1 },
    doc: 'How long a batch is kept; without it for ever.',
  },
];

/** Options behind its name where it is read: `Scores(batch: "…")`. */
export const datasetOptions: readonly PropertySpec[] = [
  {
    name: 'batch',
    value: { kind: 'string' },
    doc: 'The batch to read, by its identity; without it the newest.',
    only: 'read',
  },
];
