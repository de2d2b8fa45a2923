/**
 * Sends each batch as one POST. It is there when the service has it, so a failed run leaves what was sent; a request that is sent
 * twice, because an answer was lost or a run goes on, has the same `Idempotency-Key`.
 */
import type { ConnectorCall } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import type { Artefact, Sink, SinkCheckpoint, SinkContext } from '../connector.ts';
import { csvDialect } from '../csv/csv-dialect.ts';
import { csvFormat } from '../csv/csv-sink.ts';
import { countIn } from '../files/file-state.ts';
import type { TextFormat } from '../files/text-sink.ts';
import { jsonlFormat } from '../jsonl/jsonl-sink.ts';
import { type HttpCall, httpCall } from './http-call.ts';
import { HttpClient } from './http-client.ts';

export async function openHttpSink(call: ConnectorCall, context: SinkContext): Promise<Sink> {
  const http = httpCall(call, 'write', context);
  context.signal.throwIfAborted();
  return new HttpSink(http, formatOf(call, http, context), context);
}

function formatOf(call: ConnectorCall, { format, place }: HttpCall, { schema }: SinkContext): TextFormat {
  if (format === 'csv') return csvFormat(csvDialect({ ...call, options: { ...call.options, path: place } }), schema);
  const lines = jsonlFormat(schema);
  if (format === 'jsonl') return lines;
  return { head: '', print: (batch) => `[${lines.print(batch).trimEnd().replaceAll('\n', ',\n')}]` };
}

const contentTypes = { json: 'application/json', jsonl: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' };

class HttpSink implements Sink {
  readonly #call: HttpCall;
  readonly #client: HttpClient;
  readonly #format: TextFormat;
  readonly #context: SinkContext;
  #next: number;
  #records: number;
  #bytes = 0;

  constructor(call: HttpCall, format: TextFormat, context: SinkContext) {
    const { at, signal } = context;
    this.#call = call;
    this.#client = new HttpClient(call, signal);
    this.#format = format;
    this.#context = context;
    this.#next = at === undefined ? 0 : countIn(at, 'next');
    this.#records = at === undefined ? 0 : countIn(at, 'records');
  }

  async write(batch: Batch): Promise<void> {
    this.#context.signal.throwIfAborted();
    const { runId, node } = this.#context;
    const { url, format } = this.#call;
    const body = this.#format.head + this.#format.print(batch);
    const key = `${runId}/${encodeURIComponent(node)}/${batch.id.sequence}`;
    const headers = { 'Content-Type': contentTypes[format], 'Idempotency-Key': key };
    await this.#client.ask({ url, method: 'POST', body, headers }, ({ body }) => body.cancel());
    this.#next = batch.id.sequence + 1;
    this.#records += batch.length;
    this.#bytes += Buffer.byteLength(body);
  }

  /** What was sent is at the service. */
  async checkpoint(): Promise<SinkCheckpoint> {
    const [next, records] = [this.#next, this.#records];
    return { next, records, position: { next, records } };
  }

  async complete(): Promise<void> {
    this.#context.signal.throwIfAborted();
  }

  async publish(): Promise<Artefact[]> {
    return [{ path: this.#call.place, records: this.#records, bytes: this.#bytes }];
  }

  async close(): Promise<void> {}
}
