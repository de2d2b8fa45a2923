/**
 * Reads one JSON object per line, in batches of exactly `batchSize` records, bad ones included. Integers beyond 2^53 are exact. A
 * line that is no object is a bad record; blank lines count as lines only.
 */
import type { ConnectorCall } from '@millrace/grammar';
import type { BadRecord } from '../../batch/batch.ts';
import { RunError } from '../../execute/run-error.ts';
import { holdsSensitive } from '../../values/field-rules.ts';
import { isRecord } from '../../values/fit-value.ts';
import { parseJson } from '../../values/json-text.ts';
import { show } from '../../values/misfit.ts';
import type { Position, Source, SourceBatch, SourceContext } from '../connector.ts';
import { ByteWindow } from '../files/byte-window.ts';
import { countIn } from '../files/file-state.ts';
import { findInputFile, openInputFile, refuseOtherFile, verifyInputFile } from '../files/input-file.ts';
import { skipByteOrderMark } from '../files/text-encoding.ts';
import { TextReader } from '../files/text-reader.ts';
import { Sieve } from '../sieve.ts';
import { JsonColumn } from './json-column.ts';

export async function openJsonlSource({ options }: ConnectorCall, context: SourceContext): Promise<Source> {
  const file = await findInputFile(String(options.path), context.projectFolder);
  if (context.from !== undefined) refuseOtherFile(file, context.from);
  return readJsonl(new ByteWindow(file, await openInputFile(file)), context);
}

/** The records of any bytes. Closes the window, also where it rejects. */
export async function readJsonl(window: ByteWindow, context: SourceContext): Promise<Source> {
  try {
    await window.fill();
    skipByteOrderMark(window);
    if (context.from !== undefined) window.moveTo(countIn(context.from, 'offset'));
    return new JsonlSource(window, context);
  } catch (error) {
    await window.close();
    throw error;
  }
}

const lineFeed = 10;
const lineBytesMax = 256 << 20;

class JsonlSource implements Source {
  readonly #window: ByteWindow;
  readonly #context: SourceContext;
  readonly #text = new TextReader();
  readonly #columns: JsonColumn[];
  readonly #isSensitive: boolean;
  /** Of the line read last. */
  #line: number;

  constructor(window: ByteWindow, context: SourceContext) {
    this.#window = window;
    this.#context = context;
    this.#line = context.from === undefined ? 0 : countIn(context.from, 'line');
    this.#isSensitive = holdsSensitive(context.schema);
    this.#columns = context.schema.fields.map((field) => new JsonColumn(field, context.batchSize));
    this.#text.look(window);
  }

  async next(): Promise<SourceBatch | undefined> {
    const { batchSize, signal } = this.#context;
    signal.throwIfAborted();
    const sieve = new Sieve(batchSize);
    for (const column of this.#columns) column.filler.begin();
    let length = 0;
    while (length < batchSize) {
      const end = await this.#endOfLine();
      if (end === undefined) break;
      if (this.#take(end, length, sieve)) length++;
    }
    if (length === 0) return undefined;
    return sieve.part(
      this.#columns.map((column) => column.filler.finish()),
      length,
    );
  }

  position(): Position | undefined {
    const { offset, file } = this.#window;
    return file.state && { offset, line: this.#line, file: file.state };
  }

  verify(): Promise<void> {
    return verifyInputFile(this.#window.file);
  }

  async close(): Promise<void> {
    await this.#window.close();
  }

  /** The position of the line's end, once the line is in the window; undefined at the end of the file. */
  async #endOfLine(): Promise<number | undefined> {
    const window = this.#window;
    for (;;) {
      const end = window.bytes.indexOf(lineFeed, window.start);
      if (end >= 0 && end < window.end) return end;
      if (window.isComplete) return window.size > 0 ? window.end : undefined;
      this.#refuseLongLine();
      this.#context.signal.throwIfAborted();
      await window.fill();
      this.#text.look(window);
    }
  }

  /** Consumes the line; false where it is blank. */
  #take(end: number, row: number, sieve: Sieve): boolean {
    const { bytes, start } = this.#window;
    this.#line++;
    this.#window.start = Math.min(end + 1, this.#window.end);
    const text = this.#text.read(bytes, start, end);
    if (text?.trim() === '') return false;
    if (text === undefined) sieve.fail(row, this.#bad('is not UTF-8', bytes.toString('latin1', start, end)));
    else this.#fit(text, row, sieve);
    return true;
  }

  #fit(text: string, row: number, sieve: Sieve): void {
    const parsed = this.#parse(text);
    const record = !(parsed instanceof Error) && isRecord(parsed) ? parsed : undefined;
    const said = record === undefined ? whyNoRecord(text, parsed, this.#isSensitive) : this.#fill(record, row);
    if (said !== undefined) sieve.fail(row, this.#bad(said, record ?? text));
  }

  /** What is wrong with the first value that does not fit. */
  #fill(record: Record<string, unknown>, row: number): string | undefined {
    for (const column of this.#columns) {
      const said = column.take(record, row);
      if (said !== undefined) return said;
    }
    return undefined;
  }

  #parse(text: string): unknown {
    try {
      return parseJson(text);
    } catch (error) {
      return error;
    }
  }

  #bad(said: string, record: unknown): BadRecord {
    const line = this.#line;
    return { message: `Line ${line}: ${said}`, attempt: 1, record, source: { path: this.#window.file.path, line } };
  }

  #refuseLongLine(): void {
    if (this.#window.size < lineBytesMax) return;
    const { path } = this.#window.file;
    throw new RunError('line-too-long', `Cannot read "${path}": line ${this.#line + 1} is longer than 256 MiB`);
  }
}

/** Messages end in logs, and both the value and what the parser says of it quote the line. */
function whyNoRecord(text: string, parsed: unknown, isSensitive: boolean): string {
  const isArray = text.trimStart().startsWith('[');
  const hint = isArray ? '; a .jsonl file has one object per line, not one array' : '';
  if (parsed instanceof Error) return `is not JSON${isSensitive ? '' : ` (${parsed.message})`}${hint}`;
  return `${isSensitive ? '' : `${show(parsed)} `}is not an object${hint}`;
}
