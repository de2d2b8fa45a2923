import { type ColumnFunction, compileExpression, type SelectStage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { type NodeBehaviour, oneBatch, type TransformResult } from './node-behaviour.ts';
import { RowFailures } from './row-failures.ts';

/** Computes each output column from the input's columns; a field that is only passed on is not copied. */
export const select: NodeBehaviour<'select'> = {
  kind: 'select',
  async open(stage, { parameters, secret }) {
    const functions = stage.columns.map(({ expression }) => compileExpression(expression, parameters, secret));
    return {
      role: 'transform',
      inFlight: oneBatch,
      isRetryable: false,
      keepsTimeout: false,
      process: async (batch) => project(batch, stage, functions),
      close: async () => {},
    };
  },
};

function project(batch: Batch, stage: SelectStage, functions: ColumnFunction[]): TransformResult {
  const failures = new RowFailures();
  const columns = functions.map((compute) => compute(batch, failures));
  const output = batch.with(stage.name, stage.output, columns);
  if (failures.isEmpty) return { output, bad: [] };
  return { output: output.take(failures.goodRows(batch.length)), bad: failures.list() };
}
