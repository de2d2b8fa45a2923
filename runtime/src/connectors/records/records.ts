import { columnOf, type RecordType } from '@millrace/grammar';
import { recordJsonOf } from '../../batch/record-json.ts';
import { fitOf } from '../../values/fit-value.ts';
import { Misfit } from '../../values/misfit.ts';
import type { Connector, Sink, Source, SourceBatch, SourceContext } from '../connector.ts';
import { type Given, heldRecords } from './held-records.ts';

/** Reads and writes records in memory, see HeldRecords. */
export const records: Connector = {
  name: '$records',
  async openSource(call, context) {
    return sourceOf(partsOf(heldRecords(call).given, context), context.signal);
  },
  async openSink(call, { signal }): Promise<Sink> {
    const held = heldRecords(call);
    held.clear();
    return {
      async write(batch) {
        signal.throwIfAborted();
        held.add(batch);
      },
      complete: async () => signal.throwIfAborted(),
      publish: async () => [],
      close: async () => {},
    };
  },
};

function sourceOf(parts: Iterator<SourceBatch>, signal: AbortSignal): Source {
  return {
    async next() {
      signal.throwIfAborted();
      return parts.next().value;
    },
    close: async () => void parts.return?.(),
  };
}

function* partsOf(given: Given, { schema, batchSize }: SourceContext): Generator<SourceBatch, undefined> {
  if ('batches' in given) {
    for (const { columns, length } of given.batches) yield { columns: [...columns], length, bad: [] };
    return;
  }
  for (let start = 0; start < given.rows.length; start += batchSize)
    yield fitted(given.rows.slice(start, start + batchSize), schema);
}

function fitted(rows: readonly Readonly<Record<string, unknown>>[], schema: RecordType): SourceBatch {
  const fit = fitOf(schema);
  const results = rows.map((row) => ({ row, value: fit(row) }));
  const good = results
    .filter(({ value }) => !(value instanceof Misfit))
    .map(({ value }) => value as (typeof rows)[number]);
  const bad = results.flatMap(({ row, value }) =>
    value instanceof Misfit ? [{ message: value.message, attempt: 1, record: recordJsonOf(row) }] : [],
  );
  const columns = schema.fields.map(({ name, type }) =>
    columnOf(
      type,
      good.map((row) => row[name]),
    ),
  );
  return { columns, length: good.length, bad };
}
