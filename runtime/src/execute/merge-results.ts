import { type Column, columnOf, valueAt } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { TransformResult } from '../nodes/node-behaviour.ts';

/**
 * The result of a batch whose records at `rows` were given to the node again: `again` speaks of those alone, its row i being
 * the batch's `rows[i]`. The order of the outputs is that of their inputs.
 */
export function mergeResults(
  batch: Batch,
  first: TransformResult,
  rows: readonly number[],
  again: TransformResult,
): TransformResult {
  const bad = again.bad.map((each) => ({ ...each, row: rows[each.row] as number }));
  if (first.output === undefined || again.output === undefined) return { bad };
  const parts = [
    ...sourcesOf(first, batch.length).map((origin, at) => ({ origin, from: first.output as Batch, at })),
    ...sourcesOf(again, rows.length).map((i, at) => ({ origin: rows[i] as number, from: again.output as Batch, at })),
  ].sort((a, b) => a.origin - b.origin);
  const { id, schema } = first.output;
  const columns = schema.fields.map(({ type }, field) =>
    columnOf(
      type,
      parts.map(({ from, at }) => valueAt(from.columns[field] as Column, at)),
    ),
  );
  return { output: new Batch(id, schema, columns, parts.length), bad, origins: parts.map(({ origin }) => origin) };
}

/** The input row of each output record. */
function sourcesOf({ origins, bad }: TransformResult, length: number): number[] {
  if (origins !== undefined) return Array.from(origins);
  const failed = new Set(bad.map(({ row }) => row));
  return Array.from({ length }, (_, row) => row).filter((row) => !failed.has(row));
}
