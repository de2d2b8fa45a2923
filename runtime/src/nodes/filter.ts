import { type Column, type ColumnFunction, compileExpression, type FilterStage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { type NodeBehaviour, oneBatch, type TransformResult } from './node-behaviour.ts';
import { RowFailures } from './row-failures.ts';

/** Keeps the records whose condition is true; null is not. */
export const filter: NodeBehaviour<'filter'> = {
  kind: 'filter',
  async open(stage, { parameters, secret }) {
    const condition = compileExpression(stage.where, parameters, secret);
    return {
      role: 'transform',
      inFlight: oneBatch,
      isRetryable: false,
      keepsTimeout: false,
      process: async (batch) => keep(batch, stage, condition),
      close: async () => {},
    };
  },
};

function keep(batch: Batch, stage: FilterStage, condition: ColumnFunction): TransformResult {
  const failures = new RowFailures();
  const rows = trueRows(condition(batch, failures), failures);
  const kept = rows.length === batch.length ? batch : batch.take(rows);
  const columns = stage.output.fields.map((field) => narrowed(kept.column(field.name), field.type));
  return { output: kept.with(stage.name, stage.output, columns), bad: failures.list(), origins: rows };
}

function trueRows({ length, values, nulls }: Column, failures: RowFailures): Uint32Array {
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) {
    if (values[row] === 1 && nulls?.[row] !== 1 && !failures.has(row)) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** `where x != null` makes x non-null in the output's schema: then no record that is left has a null there. */
function narrowed(column: Column, type: Column['type']): Column {
  const isNullable = type.kind === 'unknown' || type.nullable;
  return { ...column, type, nulls: isNullable ? column.nulls : undefined };
}
