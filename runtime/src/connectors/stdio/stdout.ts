/** Writes records to stdout as they come; what was written stays written, whatever becomes of the run. */
import { once } from 'node:events';
import type { ConnectorCall } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import type { Artefact, Connector, Sink, SinkContext } from '../connector.ts';
import { csvDialect } from '../csv/csv-dialect.ts';
import { csvFormat } from '../csv/csv-sink.ts';
import { fileError } from '../files/file-errors.ts';
import type { TextFormat } from '../files/text-sink.ts';
import { jsonlFormat } from '../jsonl/jsonl-sink.ts';

async function openSink(call: ConnectorCall, { schema, signal }: SinkContext): Promise<Sink> {
  signal.throwIfAborted();
  const format = call.options.format === 'csv' ? csvFormat(csvDialect(call), schema) : jsonlFormat(schema);
  return new StdoutSink(format, signal);
}

class StdoutSink implements Sink {
  readonly #format: TextFormat;
  readonly #signal: AbortSignal;
  #isBegun = false;

  constructor(format: TextFormat, signal: AbortSignal) {
    this.#format = format;
    this.#signal = signal;
  }

  async write(batch: Batch): Promise<void> {
    await this.#print(this.#format.print(batch));
  }

  /** A header stands there also where no record does. */
  async complete(): Promise<void> {
    await this.#print('');
  }

  /** No file was made. */
  async publish(): Promise<Artefact[]> {
    return [];
  }

  async close(): Promise<void> {}

  /** Waits for a reader that is slower; one that has gone ends the run through the signal. */
  async #print(text: string): Promise<void> {
    this.#signal.throwIfAborted();
    const whole = this.#isBegun ? text : this.#format.head + text;
    this.#isBegun = true;
    if (whole === '' || process.stdout.write(whole)) return;
    await once(process.stdout, 'drain', { signal: this.#signal }).catch((cause: unknown) => this.#ended(cause));
  }

  /** A reader that has seen enough ends the run as a signal does, and the command sends it that. */
  async #ended(cause: unknown): Promise<never> {
    const isClosed = (cause as NodeJS.ErrnoException).code === 'EPIPE';
    if (isClosed && process.listenerCount('SIGTERM') > 0 && !this.#signal.aborted) await once(this.#signal, 'abort');
    this.#signal.throwIfAborted();
    throw fileError('Cannot write to stdout', cause);
  }
}

export const stdout: Connector = { name: 'stdout', isPassing: true, openSink };
