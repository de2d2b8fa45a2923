/**
 * Records that come as objects, from a table or a service, in batches of exactly `batchSize`, bad ones included. They are told by
 * their number, counted from 1, for they have no lines.
 */
import { jsonValueOf } from '../batch/record-json.ts';
import { holdsSensitive } from '../values/field-rules.ts';
import { isRecord } from '../values/fit-value.ts';
import { show } from '../values/misfit.ts';
import type { Source, SourceBatch, SourceContext } from './connector.ts';
import { JsonColumn } from './jsonl/json-column.ts';
import { Sieve } from './sieve.ts';

/** Where the objects come from. Who opens the source gives it away. */
export interface RecordFeed {
  /** What messages call it: a file, a table, an address without its secrets. */
  readonly place: string;
  /** At most `count`, and undefined at the end; what is no object becomes a bad record. */
  next(count: number): Promise<readonly unknown[] | undefined>;
  /** Allowed twice. */
  close(): Promise<void>;
}

export class RecordSource implements Source {
  readonly #feed: RecordFeed;
  readonly #context: SourceContext;
  readonly #columns: JsonColumn[];
  readonly #isSensitive: boolean;
  /** Records given so far. */
  #given = 0;

  constructor(feed: RecordFeed, context: SourceContext) {
    this.#feed = feed;
    this.#context = context;
    this.#isSensitive = holdsSensitive(context.schema);
    this.#columns = context.schema.fields.map((field) => new JsonColumn(field, context.batchSize));
  }

  async next(): Promise<SourceBatch | undefined> {
    const { batchSize, signal } = this.#context;
    const sieve = new Sieve(batchSize);
    for (const column of this.#columns) column.filler.begin();
    let length = 0;
    while (length < batchSize) {
      signal.throwIfAborted();
      const records = await this.#feed.next(batchSize - length);
      if (records === undefined) break;
      for (const record of records) this.#take(record, length++, sieve);
    }
    this.#given += length;
    if (length === 0) return undefined;
    return sieve.part(
      this.#columns.map((column) => column.filler.finish()),
      length,
    );
  }

  async close(): Promise<void> {
    await this.#feed.close();
  }

  #take(record: unknown, row: number, sieve: Sieve): void {
    const said = isRecord(record) ? this.#fill(record, row) : this.#noRecord(record);
    if (said === undefined) return;
    const message = `Record ${this.#given + row + 1}: ${said}`;
    sieve.fail(row, { message, attempt: 1, record: jsonValueOf(record), source: { path: this.#feed.place } });
  }

  /** What is wrong with the first value that does not fit. */
  #fill(record: Record<string, unknown>, row: number): string | undefined {
    for (const column of this.#columns) {
      const said = column.take(record, row);
      if (said !== undefined) return said;
    }
    return undefined;
  }

  #noRecord(value: unknown): string {
    return `${this.#isSensitive ? '' : `${show(value)} `}is not an object`;
  }
}
