import { columnOf, valueAt } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import type { TransformResult } from '../nodes/node-behaviour.ts';

/** The result of a batch that a node was given in parts, from the results of these, in their order. There is at least one. */
export function joinResults(results: readonly { part: Batch; result: TransformResult }[]): TransformResult {
  const [first, ...others] = results;
  if (first === undefined) throw new Error('A batch has at least one part');
  if (others.length === 0) return first.result;
  const starts = startsOf(results.map(({ part }) => part.length));
  const outputs = results.flatMap(({ result }) => result.output ?? []);
  return {
    ...(outputs.length > 0 && { output: joined(outputs) }),
    ...(first.result.ports && { ports: joinedPorts(results.flatMap(({ result }) => result.ports ?? [])) }),
    bad: results.flatMap(({ result }, i) =>
      result.bad.map((bad) => ({ ...bad, row: bad.row + (starts[i] as number) })),
    ),
    ...(first.result.origins && {
      origins: results.flatMap(({ result }, i) => moved(result.origins, starts[i] as number)),
    }),
  };
}

function startsOf(lengths: readonly number[]): number[] {
  let start = 0;
  return lengths.map((length) => {
    start += length;
    return start - length;
  });
}

function moved(origins: ArrayLike<number> = [], by: number): number[] {
  return Array.from(origins, (origin) => origin + by);
}

function joinedPorts(ports: readonly ReadonlyMap<string, Batch>[]): Map<string, Batch> {
  const names = [...(ports[0]?.keys() ?? [])];
  return new Map(names.map((name) => [name, joined(ports.flatMap((each) => each.get(name) ?? []))]));
}

function joined(batches: readonly Batch[]): Batch {
  const [first] = batches;
  if (first === undefined) throw new Error('There is no batch to join');
  const length = batches.reduce((sum, batch) => sum + batch.length, 0);
  const columns = first.schema.fields.map(({ type }, at) =>
    columnOf(
      type,
      batches.flatMap((batch) => {
        const column = batch.columns[at];
        return Array.from({ length: batch.length }, (_, row) => column && valueAt(column, row));
      }),
    ),
  );
  return new Batch(first.id, first.schema, columns, length);
}
