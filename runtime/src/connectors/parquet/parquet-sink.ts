/**
 * Writes a Parquet file in bounded memory: batches gather until they are large together, and go to a numbered part file. At the end the parts become one file, in order; the usual single part becomes it by its name alone. All
 * of it happens in one hidden folder beside the final file, which is removed in every case but one: a run that may be resumed goes
 * on behind the last part that it has finished. Parts end by what the records need in memory, so they are the same in every run.
 */
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectorCall } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { byteSizeOf } from '../../batch/byte-size.ts';
import { RunError } from '../../execute/run-error.ts';
import type { Artefact, Position, Sink, SinkCheckpoint, SinkContext } from '../connector.ts';
import { DuckDbSession, sqlPath, sqlText } from '../duckdb.ts';
import { fileError } from '../files/file-errors.ts';
import { countIn } from '../files/file-state.ts';
import { openFinished, wholePosition } from '../files/finished-output.ts';
import { type PartPath, partGone, planPart } from '../files/part-file.ts';
import { removePart } from '../files/part-name.ts';
import { BatchTable } from './batch-table.ts';
import { joinParquet } from './join-parquet.ts';

/** Larger parts would only take memory: they are made into one file at the end, whatever their size. */
const partBytesMax = 8 << 20;
/** Parts that hold fewer are written anew, in larger groups of rows: a file of many small ones is slow to read. */
const joinedRecordsMin = 50_000;
const compressions = ['zstd', 'snappy', 'gzip', 'uncompressed'];

export async function openParquetSink({ options }: ConnectorCall, context: SinkContext): Promise<Sink> {
  const { signal, at } = context;
  signal.throwIfAborted();
  const compression = String(options.compression ?? 'zstd');
  if (!compressions.includes(compression))
    throw new RunError(
      'option-invalid',
      `parquet: compression "${compression}" must be one of ${compressions.join(', ')}`,
    );
  const place = await planPart(String(options.path), context);
  const finished = at && (await openFinished(place, at));
  return finished ?? openParquetSinkAt(place, compression, context);
}

/** One that is not whole. */
export async function openParquetSinkAt(place: PartPath, compression: string, context: SinkContext): Promise<Sink> {
  const { signal, at } = context;
  const written = at === undefined ? await newFolder(place) : await foundParts(place, at);
  const spillFolder = join(place.part, 'spill');
  // Records come from this thread alone, and a second one of DuckDB's would do nothing but look for work.
  const session = await DuckDbSession.open(`Cannot write "${place.path}"`, { signal, spillFolder, threads: 1 });
  const table = await BatchTable.open(session, context.schema);
  return new ParquetSink(place, session, table, compression, context, written);
}

/** What lies in finished parts: all of the batches before `next`. */
interface Written {
  next: number;
  records: number;
  parts: number;
}

async function newFolder(place: PartPath): Promise<Written> {
  removePart(place.part);
  await mkdir(place.part).catch((cause: unknown) => {
    throw fileError(`Cannot write "${place.path}"`, cause);
  });
  return { next: 0, records: 0, parts: 0 };
}

/** Those that the place speaks of; what was begun behind them goes. */
async function foundParts(place: PartPath, at: Position): Promise<Written> {
  const written = { next: countIn(at, 'next'), records: countIn(at, 'records'), parts: countIn(at, 'parts') };
  const names = Array.from({ length: written.parts }, (_, part) => nameOfPart(part));
  const found = await readdir(place.part).catch((): string[] => []);
  if (names.some((name) => !found.includes(name))) throw partGone(place);
  for (const name of found) if (!names.includes(name)) removePart(join(place.part, name));
  return written;
}

function nameOfPart(part: number): string {
  return `${part}.parquet`;
}

class ParquetSink implements Sink {
  readonly #place: PartPath;
  readonly #session: DuckDbSession;
  readonly #table: BatchTable;
  readonly #compression: string;
  readonly #signal: AbortSignal;
  readonly #isResumable: boolean;
  #tableBytes = 0;
  /** Of the file that is published the name in the folder, and its size. */
  #whole: string | undefined;
  #bytes = 0;
  #records: number;
  /** Of the first batch that was not written. */
  #next: number;
  #written: Written;
  #isOpen = true;

  constructor(
    place: PartPath,
    session: DuckDbSession,
    table: BatchTable,
    compression: string,
    context: SinkContext,
    written: Written,
  ) {
    this.#place = place;
    this.#session = session;
    this.#table = table;
    this.#compression = compression;
    this.#signal = context.signal;
    this.#isResumable = context.isResumable ?? false;
    this.#written = written;
    this.#records = written.records;
    this.#next = written.next;
  }

  async write(batch: Batch): Promise<void> {
    this.#signal.throwIfAborted();
    this.#table.append(batch);
    this.#records += batch.length;
    this.#next = batch.id.sequence + 1;
    this.#tableBytes += byteSizeOf(batch);
    if (this.#tableBytes >= partBytesMax) await this.#endPart();
  }

  async complete(): Promise<void> {
    this.#signal.throwIfAborted();
    if (this.#table.length > 0 || this.#written.parts === 0) await this.#endPart();
    const whole = this.#written.parts === 1 ? nameOfPart(0) : await this.#merge();
    this.#session.close();
    this.#bytes = await this.#guard(() => sync(this.#inFolder(whole)));
    this.#whole = whole;
  }

  async checkpoint(): Promise<SinkCheckpoint> {
    const [place, inner] = [this.#place, this.#whole];
    const { next, records, parts } = this.#written;
    if (inner !== undefined) return { next, records, position: await wholePosition({ place, inner, records, next }) };
    return { next, records, position: { next, records, parts } };
  }

  async publish(): Promise<Artefact[]> {
    await this.#guard(() => rename(this.#inFolder(this.#whole ?? ''), this.#place.absolute));
    await this.#free();
    await rm(this.#place.part, { recursive: true, force: true });
    return [{ path: this.#place.path, records: this.#records, bytes: this.#bytes }];
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    await this.#free();
    if (!this.#isResumable) await rm(this.#place.part, { recursive: true, force: true });
  }

  async #free(): Promise<void> {
    this.#isOpen = false;
    this.#session.close();
  }

  async #endPart(): Promise<void> {
    this.#tableBytes = 0;
    const { parts } = this.#written;
    const part = this.#inFolder(nameOfPart(parts));
    const [next, records] = [this.#next, this.#records];
    await this.#table.drain(() => this.#copy('(FROM records())', part));
    if (this.#isResumable) await this.#guard(() => sync(part));
    this.#written = { next, records, parts: parts + 1 };
  }

  async #merge(): Promise<string> {
    const { parts: count, records } = this.#written;
    const parts = Array.from({ length: count }, (_, part) => this.#inFolder(nameOfPart(part)));
    const [name, whole] = ['whole.parquet', this.#inFolder('whole.parquet')];
    if (records / count >= joinedRecordsMin) await this.#join(parts, whole);
    else await this.#writeAnew(parts, whole);
    return name;
  }

  async #writeAnew(parts: readonly string[], whole: string): Promise<void> {
    await this.#session.run('RESET threads');
    await this.#copy(`(FROM read_parquet([${parts.map(sqlPath).join(', ')}], hive_partitioning = false))`, whole);
  }

  async #join(parts: readonly string[], whole: string): Promise<void> {
    await joinParquet(parts, whole, this.#signal).catch((cause: unknown) => {
      this.#signal.throwIfAborted();
      throw fileError(`Cannot write "${this.#place.path}"`, cause);
    });
  }

  #inFolder(name: string): string {
    return join(this.#place.part, name);
  }

  async #copy(from: string, to: string): Promise<void> {
    this.#signal.throwIfAborted();
    await this.#session.run(`COPY ${from} TO ${sqlText(to)} (FORMAT parquet, COMPRESSION ${this.#compression})`);
  }

  async #guard<T>(action: () => Promise<T>): Promise<T> {
    return action().catch((cause: unknown) => {
      throw fileError(`Cannot write "${this.#place.path}"`, cause);
    });
  }
}

/** To the disk; gives the size in bytes. */
async function sync(file: string): Promise<number> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}
