/**
 * Writes one JSON object per line, every field in the schema's order, null where it is null. Integers are exact numerals at any
 * size; readers that know floats only (JavaScript's own among them) round those beyond 2^53.
 */
import { type Column, type ConnectorCall, type RecordType, valueAt } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { jsonPrinter, type PrintJson } from '../../values/json-text.ts';
import type { Artefact, Sink, SinkContext } from '../connector.ts';
import { PartFile } from '../files/part-file.ts';

export async function openJsonlSink(
  { options }: ConnectorCall,
  { projectFolder, schema, signal }: SinkContext,
): Promise<Sink> {
  signal.throwIfAborted();
  const path = String(options.path);
  return new JsonlSink(await PartFile.create(path, projectFolder), path, schema, signal);
}

class JsonlSink implements Sink {
  readonly #file: PartFile;
  readonly #path: string;
  readonly #fields: { key: string; print: PrintJson }[];
  readonly #signal: AbortSignal;
  #records = 0;

  constructor(file: PartFile, path: string, schema: RecordType, signal: AbortSignal) {
    this.#file = file;
    this.#path = path;
    this.#fields = schema.fields.map(({ name, type }) => ({
      key: `${JSON.stringify(name)}:`,
      print: jsonPrinter(type),
    }));
    this.#signal = signal;
  }

  async write(batch: Batch): Promise<void> {
    this.#signal.throwIfAborted();
    let text = '';
    for (let row = 0; row < batch.length; row++) text += this.#line(batch.columns, row);
    await this.#file.write(text);
    this.#records += batch.length;
  }

  async complete(): Promise<void> {
    this.#signal.throwIfAborted();
    await this.#file.complete();
  }

  async publish(): Promise<Artefact[]> {
    await this.#file.publish();
    return [{ path: this.#path, records: this.#records, bytes: this.#file.bytes }];
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #line(columns: readonly Column[], row: number): string {
    let text = '';
    for (let i = 0; i < this.#fields.length; i++) {
      const { key, print } = this.#fields[i] as { key: string; print: PrintJson };
      text += `${i === 0 ? '{' : ','}${key}${print(valueAt(columns[i] as Column, row))}`;
    }
    return `${text === '' ? '{' : text}}\n`;
  }
}
