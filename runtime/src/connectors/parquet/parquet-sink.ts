/**
 * Writes a Parquet file in bounded memory: records gather in a table in memory, which goes to a numbered part file whenever it
 * has grown large. At the end the parts become one file, in order; the usual single part becomes it by its name alone. All
 * of it happens in one hidden folder beside the final file, which is removed in every case.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectorCall, RecordType } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { byteSizeOf } from '../../batch/byte-size.ts';
import { RunError } from '../../execute/run-error.ts';
import type { Artefact, Sink, SinkContext } from '../connector.ts';
import { DuckDbSession, sqlName, sqlPath, sqlText } from '../duckdb.ts';
import { fileError } from '../files/file-errors.ts';
import { type PartPath, planPart } from '../files/part-file.ts';
import { sqlType } from './sql-type.ts';
import { TableWriter } from './table-writer.ts';

const partBytesMax = 32 << 20;
const compressions = ['zstd', 'snappy', 'gzip', 'uncompressed'];

export async function openParquetSink(
  { options }: ConnectorCall,
  { projectFolder, schema, signal }: SinkContext,
): Promise<Sink> {
  signal.throwIfAborted();
  const compression = String(options.compression ?? 'zstd');
  if (!compressions.includes(compression))
    throw new RunError(
      'option-invalid',
      `parquet: compression "${compression}" must be one of ${compressions.join(', ')}`,
    );
  const place = await planPart(String(options.path), projectFolder);
  await mkdir(place.part).catch((cause: unknown) => {
    throw fileError(`Cannot write "${place.path}"`, cause);
  });
  const spillFolder = join(place.part, 'spill');
  const session = await DuckDbSession.open(`Cannot write "${place.path}"`, { signal, spillFolder });
  return new ParquetSink(place, session, schema, compression, signal);
}

class ParquetSink implements Sink {
  readonly #place: PartPath;
  readonly #session: DuckDbSession;
  readonly #schema: RecordType;
  readonly #compression: string;
  readonly #signal: AbortSignal;
  readonly #parts: string[] = [];
  #table: TableWriter | undefined;
  #tableBytes = 0;
  /** The file that is published, and its size. */
  #whole = '';
  #bytes = 0;
  #records = 0;
  #isOpen = true;

  constructor(place: PartPath, session: DuckDbSession, schema: RecordType, compression: string, signal: AbortSignal) {
    this.#place = place;
    this.#session = session;
    this.#schema = schema;
    this.#compression = compression;
    this.#signal = signal;
  }

  async write(batch: Batch): Promise<void> {
    this.#signal.throwIfAborted();
    this.#table ??= await this.#begin();
    this.#table.append(batch);
    this.#records += batch.length;
    this.#tableBytes += byteSizeOf(batch);
    if (this.#tableBytes >= partBytesMax) await this.#endPart();
  }

  async complete(): Promise<void> {
    this.#signal.throwIfAborted();
    if (this.#table !== undefined || this.#parts.length === 0) {
      this.#table ??= await this.#begin();
      await this.#endPart();
    }
    this.#whole = this.#parts.length === 1 ? (this.#parts[0] as string) : await this.#merge();
    this.#session.close();
    this.#bytes = await this.#guard(() => sync(this.#whole));
  }

  async publish(): Promise<Artefact[]> {
    await this.#guard(() => rename(this.#whole, this.#place.absolute));
    await this.close();
    return [{ path: this.#place.path, records: this.#records, bytes: this.#bytes }];
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#table?.close();
    this.#session.close();
    await rm(this.#place.part, { recursive: true, force: true });
  }

  async #begin(): Promise<TableWriter> {
    const columns = this.#schema.fields.map(({ name, type }) => `${sqlName(name)} ${sqlType(type)}`);
    await this.#session.run(`CREATE TABLE records (${columns.join(', ')})`);
    return new TableWriter(await this.#session.appendTo('records'), this.#schema);
  }

  async #endPart(): Promise<void> {
    this.#table?.close();
    this.#table = undefined;
    this.#tableBytes = 0;
    const part = join(this.#place.part, `${this.#parts.length}.parquet`);
    await this.#copy('records', part);
    await this.#session.run('DROP TABLE records');
    this.#parts.push(part);
  }

  async #merge(): Promise<string> {
    const whole = join(this.#place.part, 'whole.parquet');
    await this.#copy(`(FROM read_parquet([${this.#parts.map(sqlPath).join(', ')}], hive_partitioning = false))`, whole);
    return whole;
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
