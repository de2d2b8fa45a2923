/**
 * Reads records of a CSV file in batches of exactly `batchSize` records, bad ones included, with memory bounded by a batch and the
 * longest record. Line numbers are those of an editor: also behind values that contain line breaks.
 */
import type { ConnectorCall } from '@millrace/grammar';
import type { Position, Source, SourceBatch, SourceContext } from '../connector.ts';
import { ByteWindow } from '../files/byte-window.ts';
import { countIn } from '../files/file-state.ts';
import { findInputFile, openInputFile, refuseOtherFile, verifyInputFile } from '../files/input-file.ts';
import { skipByteOrderMark } from '../files/text-encoding.ts';
import { TextReader } from '../files/text-reader.ts';
import { Sieve } from '../sieve.ts';
import { cellText } from './cell-text.ts';
import { CsvColumn } from './csv-column.ts';
import { type CsvDialect, csvDialect } from './csv-dialect.ts';
import { locateColumns, readHeader } from './csv-header.ts';
import { CsvRecords, numeralForms } from './csv-records.ts';
import { CsvScanner } from './csv-scanner.ts';

export async function openCsvSource(call: ConnectorCall, context: SourceContext): Promise<Source> {
  const dialect = csvDialect(call);
  const file = await findInputFile(dialect.path, context.projectFolder);
  if (context.from !== undefined) refuseOtherFile(file, context.from);
  return readCsv(new ByteWindow(file, await openInputFile(file)), dialect, context);
}

/** The records of any bytes. Closes the window, also where it rejects. */
export async function readCsv(window: ByteWindow, dialect: CsvDialect, context: SourceContext): Promise<Source> {
  const scanner = new CsvScanner(dialect);
  try {
    const header = dialect.hasHeader ? await readHeader(window, scanner, dialect) : await readNoHeader(window, context);
    if (context.from !== undefined) goOn(window, scanner, context.from);
    return new CsvSource(window, scanner, header, dialect, context);
  } catch (error) {
    await window.close();
    throw error;
  }
}

/** Without a header the columns of the file are the fields of the schema, one by one. */
async function readNoHeader(window: ByteWindow, { schema }: SourceContext): Promise<string[]> {
  await window.fill();
  skipByteOrderMark(window);
  return schema.fields.map((field) => field.name);
}

function goOn(window: ByteWindow, scanner: CsvScanner, from: Position): void {
  window.moveTo(countIn(from, 'offset'));
  scanner.line = countIn(from, 'line');
}

const recordsPerScan = 1024;

class CsvSource implements Source {
  readonly #window: ByteWindow;
  readonly #scanner: CsvScanner;
  readonly #header: string[];
  readonly #dialect: CsvDialect;
  readonly #context: SourceContext;
  readonly #text = new TextReader();
  readonly #found: CsvRecords;
  readonly #columns: CsvColumn[];

  constructor(window: ByteWindow, scanner: CsvScanner, header: string[], dialect: CsvDialect, context: SourceContext) {
    this.#window = window;
    this.#scanner = scanner;
    this.#header = header;
    this.#dialect = dialect;
    this.#context = context;
    const places = locateColumns(context.schema, header, dialect);
    this.#columns = context.schema.fields.map(
      (field, i) => new CsvColumn(field, places[i] as number, context.batchSize, dialect, this.#text),
    );
    const forms = formsOf(this.#columns, header.length);
    this.#found = new CsvRecords(header.length, Math.min(recordsPerScan, context.batchSize), forms);
    this.#text.look(window);
  }

  async next(): Promise<SourceBatch | undefined> {
    const sieve = new Sieve(this.#context.batchSize);
    for (const column of this.#columns) column.filler.begin();
    let length = 0;
    while (length < this.#context.batchSize && (await this.#scan(this.#context.batchSize - length))) {
      this.#take(length, sieve);
      length += this.#found.length;
    }
    if (length === 0) return undefined;
    return sieve.part(
      this.#columns.map((column) => column.filler.finish()),
      length,
    );
  }

  position(): Position | undefined {
    const { offset, file } = this.#window;
    return file.state && { offset, line: this.#scanner.line, file: file.state };
  }

  verify(): Promise<void> {
    return verifyInputFile(this.#window.file);
  }

  async close(): Promise<void> {
    await this.#window.close();
  }

  /** Finds up to `count` records; false at the end of the file. */
  async #scan(count: number): Promise<boolean> {
    const window = this.#window;
    const found = this.#found;
    found.clear();
    for (;;) {
      this.#context.signal.throwIfAborted();
      window.start = this.#scanner.scan(window.bytes, window.start, window.end, window.isComplete, found, count);
      if (found.length > 0) return true;
      if (window.isComplete) return false;
      await window.fill();
      this.#text.look(window);
    }
  }

  #take(row: number, sieve: Sieve): void {
    const { bytes } = this.#window;
    const found = this.#found;
    for (let record = 0; record < found.length; record++) {
      const fault = this.#fault(record);
      if (fault !== undefined) sieve.fail(row + record, this.#bad(record, fault, this.#rawLine(record)));
    }
    for (const column of this.#columns)
      column.take(bytes, found, row, sieve, (record, misfit) => {
        const said = `column ${JSON.stringify(column.name)}: ${misfit.message}`;
        sieve.fail(row + record, this.#bad(record, said, this.#rawRecord(record)));
      });
  }

  /** What is wrong with the shape of a record. */
  #fault(record: number): string | undefined {
    const cells = this.#found.cells[record] as number;
    const width = this.#header.length;
    const fault = this.#found.faults.get(record);
    if (fault !== undefined || cells === width) return fault;
    return `${cells} ${cells === 1 ? 'column' : 'columns'}, but the ${this.#dialect.hasHeader ? 'header' : 'schema'} has ${width}`;
  }

  #bad(record: number, said: string, raw: unknown) {
    const line = this.#found.lines[record] as number;
    return { message: `Line ${line}: ${said}`, attempt: 1, record: raw, source: { path: this.#dialect.path, line } };
  }

  #rawLine(record: number): string {
    const { recordStarts, recordEnds } = this.#found;
    return this.#window.bytes.toString('utf8', recordStarts[record], recordEnds[record]).replace(/\r$/, '');
  }

  #rawRecord(record: number): Record<string, string> {
    const cell = (index: number) =>
      cellText(this.#window.bytes, this.#found, record * this.#found.width + index, this.#dialect, lenientText);
    return Object.fromEntries(this.#header.map((name, index) => [name, cell(index) ?? '']));
  }
}

/** Of each column of the file the numerals that are to be read: none where two fields want something else of it. */
function formsOf(columns: readonly CsvColumn[], width: number): Uint8Array {
  const forms = new Uint8Array(width);
  const wanted = columns.map(({ numerals }) => numerals).filter(({ index }) => index >= 0);
  for (const { index, form } of wanted) forms[index] = form;
  for (const { index, form } of wanted) if (forms[index] !== form) forms[index] = numeralForms.none;
  return forms;
}

function lenientText(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('utf8', start, end);
}
