/**
 * Writes RFC 4180 with LF: header, then one line per record. A value is quoted where it must be, and where it would otherwise
 * read as null. Floats are the shortest text that gives the same number again; nested values are JSON.
 */
import type { ConnectorCall, RecordType } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import type { Artefact, Sink, SinkContext } from '../connector.ts';
import { PartFile } from '../files/part-file.ts';
import { type CellPrinter, cellPrinter, quoteText } from './cell-printer.ts';
import { type CsvDialect, csvDialect } from './csv-dialect.ts';

export async function openCsvSink(call: ConnectorCall, { projectFolder, schema, signal }: SinkContext): Promise<Sink> {
  const dialect = csvDialect(call);
  signal.throwIfAborted();
  const file = await PartFile.create(dialect.path, projectFolder);
  const sink = new CsvSink(file, dialect, schema, signal);
  try {
    if (dialect.hasHeader) await file.write(headerLine(schema, dialect));
    return sink;
  } catch (error) {
    await sink.close();
    throw error;
  }
}

function headerLine({ fields }: RecordType, dialect: CsvDialect): string {
  const names = fields.map(({ name }) => quoteText(name, dialect));
  return `${names.join(String.fromCharCode(dialect.delimiter))}\n`;
}

class CsvSink implements Sink {
  readonly #file: PartFile;
  readonly #path: string;
  readonly #delimiter: string;
  readonly #printers: CellPrinter[];
  readonly #signal: AbortSignal;
  #records = 0;

  constructor(file: PartFile, dialect: CsvDialect, schema: RecordType, signal: AbortSignal) {
    this.#file = file;
    this.#path = dialect.path;
    this.#delimiter = String.fromCharCode(dialect.delimiter);
    this.#printers = schema.fields.map((field) => cellPrinter(field.type, dialect));
    this.#signal = signal;
  }

  async write(batch: Batch): Promise<void> {
    this.#signal.throwIfAborted();
    await this.#file.write(this.#print(batch));
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

  #print({ columns, length }: Batch): string {
    const cells = columns.map((column, i) => (this.#printers[i] as CellPrinter)(column));
    let text = '';
    for (let row = 0; row < length; row++) {
      for (let i = 0; i < cells.length; i++) {
        if (i > 0) text += this.#delimiter;
        text += cells[i]?.(row);
      }
      text += '\n';
    }
    return text;
  }
}
