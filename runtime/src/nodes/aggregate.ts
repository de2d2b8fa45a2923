import {
  type AggregateStage,
  type Column,
  type ColumnFunction,
  columnOf,
  compileExpression,
  scalarType,
} from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import { RunError } from '../execute/run-error.ts';
import type { Accumulator } from '../relational/accumulator.ts';
import { accumulatorFor } from '../relational/accumulators.ts';
import { Groups } from '../relational/groups.ts';
import { defaultBatchSize } from './default-batch-size.ts';
import type { BadRow, NodeBehaviour, NodeContext } from './node-behaviour.ts';
import { RowFailures } from './row-failures.ts';

/** What the groups may take; the records themselves are not kept. */
const groupsBytesMax = 1024 ** 3;

/**
 * Computes over the records of each group and gives a record for every group, in the order of their first records; of windows
 * the earlier first. A record whose keys or values cannot be computed is bad and in no group. [N17]
 */
export const aggregate: NodeBehaviour<'aggregate'> = {
  kind: 'aggregate',
  async open(stage, context) {
    const aggregation = new Aggregation(stage, context);
    const batchSize = stage.batch.max ?? defaultBatchSize(stage.output);
    return {
      role: 'fold',
      take: async (batch) => aggregation.take(batch),
      next: async (sequence) => {
        const output = aggregation.part(sequence, batchSize);
        return output && { output, bad: [] };
      },
      close: async () => aggregation.clear(),
    };
  },
};

class Aggregation {
  readonly #stage: AggregateStage;
  /** The start of the window first, where there is one. */
  readonly #keys: { name: string; compute: ColumnFunction }[];
  readonly #items: { name: string; compute: ColumnFunction | undefined; accumulator: Accumulator }[];
  readonly #groups: Groups;
  #order: Uint32Array | undefined;

  constructor(stage: AggregateStage, { parameters, secret }: Pick<NodeContext, 'parameters' | 'secret'>) {
    const compiled = (expression: Parameters<typeof compileExpression>[0]) =>
      compileExpression(expression, parameters, secret);
    const { keys, items, window } = stage;
    this.#stage = stage;
    this.#keys = [
      ...(window ? [{ name: window.column, compute: windowStart(compiled(window.time), window.ms) }] : []),
      ...keys.map(({ name, expression }) => ({ name, compute: compiled(expression) })),
    ];
    this.#items = items.map((item) => {
      const [argument] = item.arguments;
      return { name: item.name, compute: argument && compiled(argument), accumulator: accumulatorFor(item) };
    });
    this.#groups = new Groups(this.#keys.length);
  }

  take(batch: Batch): BadRow[] {
    const failures = new RowFailures();
    const keys = this.#keys.map(({ compute }) => compute(batch, failures));
    const columns = this.#items.map(({ compute }) => compute?.(batch, failures));
    const rows = failures.goodRows(batch.length);
    this.#refuseTooMany(rows.length);
    const groups = this.#groups.of(keys, rows);
    this.#items.forEach(({ accumulator }, i) => {
      accumulator.add(columns[i], rows, groups);
    });
    return failures.list();
  }

  /** Some of the groups; undefined behind the last. */
  part(sequence: number, size: number): Batch | undefined {
    this.#order ??= this.#ordered();
    const groups = this.#order.subarray(sequence * size, (sequence + 1) * size);
    if (groups.length === 0) return undefined;
    const { name, output } = this.#stage;
    const columns = output.fields.map((field) => {
      const key = this.#keys.findIndex((one) => one.name === field.name);
      if (key !== -1) return this.#groups.column(key, groups, field.type);
      return this.#items.find((one) => one.name === field.name)?.accumulator.column(groups, field.type) as Column;
    });
    return new Batch({ node: name, sequence }, output, columns, groups.length);
  }

  clear(): void {
    this.#groups.clear();
    this.#items.length = 0;
  }

  #ordered(): Uint32Array {
    const groups = Uint32Array.from({ length: this.#groups.length }, (_, group) => group);
    if (this.#stage.window === undefined) return groups;
    const starts = this.#groups.column(0, groups, scalarType('timestamp')).values as Float64Array;
    return groups.sort((a, b) => (starts[a] as number) - (starts[b] as number) || a - b);
  }

  #refuseTooMany(records: number): void {
    const bytes = this.#items.reduce((sum, { accumulator }) => sum + accumulator.bytes, this.#groups.bytes);
    if (bytes <= groupsBytesMax && this.#groups.hasRoomFor(records)) return;
    const { name } = this.#stage;
    const message = `The groups of "${name}" are held in memory and are too many: ${this.#groups.length} take about ${Math.round(bytes / 1024 ** 2)} MiB. Use keys with fewer values, or GROUP BY in a "sql" node, which works on the disk`;
    throw new RunError('memory-bound', message, { node: name });
  }
}

/** Windows are counted from 1970, before it too. */
function windowStart(time: ColumnFunction, ms: number): ColumnFunction {
  return (batch, failures) => {
    const { values, nulls, length } = time(batch, failures);
    const starts = Array.from({ length }, (_, row) => (nulls?.[row] === 1 ? null : new Date(startOf(values, row, ms))));
    return columnOf(scalarType('timestamp', true), starts);
  };
}

function startOf(values: Column['values'], row: number, ms: number): number {
  return Math.floor((values[row] as number) / ms) * ms;
}
