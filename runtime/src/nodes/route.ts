import { type Column, type ColumnFunction, compileExpression, type RouteStage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { type NodeBehaviour, oneBatch, type TransformResult } from './node-behaviour.ts';
import { RowFailures } from './row-failures.ts';

interface Port {
  name: string;
  output: RouteStage['ports'][number]['output'];
  condition: ColumnFunction | undefined;
}

/** Each record leaves by the first port whose condition is true; what no port takes is left out. [N14] */
export const route: NodeBehaviour<'route'> = {
  kind: 'route',
  async open({ name, ports }, { parameters, secret }) {
    const compiled = ports.map(({ where, ...port }) => ({
      ...port,
      condition: where && compileExpression(where, parameters, secret),
    }));
    return {
      role: 'transform',
      inFlight: oneBatch,
      isRetryable: false,
      keepsTimeout: false,
      process: async (batch) => split(batch, name, compiled),
      close: async () => {},
    };
  },
};

/** A condition sees only what the ports before it have left, so `n == 0` may stand before `10 / n > 2`. */
function split(batch: Batch, node: string, ports: readonly Port[]): TransformResult {
  const failures = new RowFailures();
  const byPort = new Map<string, Batch>();
  let rest: number[] = Array.from({ length: batch.length }, (_, row) => row);
  for (const { name, output, condition } of ports) {
    const isTaken = condition === undefined ? () => true : trueRows(batch, rest, condition, failures);
    const taken = batch.take(rest.filter((row, at) => isTaken(at) && !failures.has(row)));
    const columns = output.fields.map((field) => narrowed(taken.column(field.name), field.type));
    byPort.set(name, taken.with(node, output, columns));
    rest = rest.filter((row, at) => !isTaken(at) && !failures.has(row));
  }
  return { ports: byPort, bad: failures.list() };
}

/** By the place of a row among `rows`. */
function trueRows(
  batch: Batch,
  rows: readonly number[],
  condition: ColumnFunction,
  failures: RowFailures,
): (at: number) => boolean {
  const { values, nulls } = condition(batch.take(rows), {
    fail: (at, message) => failures.fail(rows[at] as number, message),
  });
  return (at) => values[at] === 1 && nulls?.[at] !== 1;
}

/** Where the schema of a port says that there is no null, there is none left. */
function narrowed(column: Column, type: Column['type']): Column {
  const isNullable = type.kind === 'unknown' || type.nullable;
  return { ...column, type, nulls: isNullable ? column.nulls : undefined };
}
