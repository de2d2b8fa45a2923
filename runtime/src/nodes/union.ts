import { type Column, columnOf, printType, type RecordType, type Type, valueAt } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { fitOf } from '../values/fit-value.ts';
import { type NodeBehaviour, oneBatch } from './node-behaviour.ts';

/** The records of several nodes, with the columns in one order and of one type. [N16] */
export const union: NodeBehaviour<'union'> = {
  kind: 'union',
  async open(stage) {
    return {
      role: 'transform',
      inFlight: oneBatch,
      isRetryable: false,
      keepsTimeout: false,
      process: async (batch) => ({
        output: batch.with(stage.name, stage.output, columnsAs(batch, stage.output)),
        bad: [],
      }),
      close: async () => {},
    };
  },
};

/** The columns of a record, of its types: each has the name of one of the batch, and holds all of its values. */
export function columnsAs(batch: Batch, { fields }: RecordType): Column[] {
  return fields.map(({ name, type }) => converted(batch.column(name), type));
}

/** A value of a type is one of every type that holds it, though maybe written otherwise: 1 is 1n as an int64. */
function converted(column: Column, type: Type): Column {
  if (isSame(column.type, type)) return { ...column, type };
  const fit = fitOf(type);
  return columnOf(
    type,
    Array.from({ length: column.length }, (_, row) => fit(valueAt(column, row))),
  );
}

/** Whether the values lie in memory as they are wanted: whether they may be null is no part of it. */
function isSame(a: Type, b: Type): boolean {
  const withNull = (type: Type): Type => (type.kind === 'unknown' ? type : { ...type, nullable: true });
  return printType(withNull(a)) === printType(withNull(b)) && a.kind === 'scalar';
}
