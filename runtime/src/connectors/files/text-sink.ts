/**
 * Writes the text of each batch, or its bytes, behind that of the one before. A place in it is a number of bytes: what a killed run wrote beyond
 * is cut off.
 */
import type { Batch } from '../../batch/batch.ts';
import type { Artefact, Sink, SinkCheckpoint, SinkContext } from '../connector.ts';
import { countIn } from './file-state.ts';
import { openFinished, wholePosition } from './finished-output.ts';
import { PartFile, type PartPath, planPart } from './part-file.ts';

export interface FileFormat {
  /** Stands before the first record. */
  head: string | Buffer;
  print(batch: Batch): string | Buffer;
}

export interface TextFormat extends FileFormat {
  head: string;
  print(batch: Batch): string;
}

/** What lies in the file: all of the batches before `next`. */
interface Written {
  next: number;
  records: number;
  bytes: number;
}

export async function openTextSink(path: string, format: TextFormat, context: SinkContext): Promise<Sink> {
  const { at, signal } = context;
  signal.throwIfAborted();
  const place = await planPart(path, context);
  const finished = at && (await openFinished(place, at));
  return finished ?? openTextSinkAt(place, format, context);
}

/** One that is not whole. */
export async function openTextSinkAt(place: PartPath, format: FileFormat, context: SinkContext): Promise<Sink> {
  const { at, signal } = context;
  const bytes = at && countIn(at, 'bytes');
  const file = await PartFile.open(place, context, bytes);
  const before = at && { next: countIn(at, 'next'), records: countIn(at, 'records'), bytes: file.bytes };
  return before ? new TextSink(file, format, before, signal) : begun(file, format, signal);
}

async function begun(file: PartFile, format: FileFormat, signal: AbortSignal): Promise<Sink> {
  try {
    if (format.head.length > 0) await file.write(format.head);
    return new TextSink(file, format, { next: 0, records: 0, bytes: file.bytes }, signal);
  } catch (error) {
    await file.close();
    throw error;
  }
}

class TextSink implements Sink {
  readonly #file: PartFile;
  readonly #format: FileFormat;
  readonly #signal: AbortSignal;
  #written: Written;

  constructor(file: PartFile, format: FileFormat, written: Written, signal: AbortSignal) {
    this.#file = file;
    this.#format = format;
    this.#written = written;
    this.#signal = signal;
  }

  async write(batch: Batch): Promise<void> {
    this.#signal.throwIfAborted();
    await this.#file.write(this.#format.print(batch));
    const records = this.#written.records + batch.length;
    this.#written = { next: batch.id.sequence + 1, records, bytes: this.#file.bytes };
  }

  async complete(): Promise<void> {
    this.#signal.throwIfAborted();
    await this.#file.complete();
  }

  async checkpoint(): Promise<SinkCheckpoint> {
    const { next, records, bytes } = this.#written;
    const { place, isComplete } = this.#file;
    if (isComplete) return { next, records, position: await wholePosition({ place, records, next }) };
    await this.#file.sync();
    return { next, records, position: { next, records, bytes } };
  }

  async publish(): Promise<Artefact[]> {
    await this.#file.publish();
    return [{ path: this.#file.place.path, records: this.#written.records, bytes: this.#file.bytes }];
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
