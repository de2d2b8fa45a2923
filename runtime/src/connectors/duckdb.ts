/**
 * The only importer of DuckDB. A session is one in-memory database with bounded memory that spills into a folder of its owner,
 * never looks for extensions on the network, and turns DuckDB's failures into RunErrors.
 */
import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBExtractedStatements,
  DuckDBInstance,
} from '@duckdb/node-api';
import { RunError } from '../execute/run-error.ts';

export type {
  DuckDBAppender,
  DuckDBDataChunk,
  DuckDBExtractedStatements,
  DuckDBListVector,
  DuckDBPreparedStatement,
  DuckDBType,
  DuckDBValue,
  DuckDBVector,
} from '@duckdb/node-api';

type Library = typeof import('@duckdb/node-api');
let library: Library | undefined;

/** The library's classes, for those who work on a session's data. Loaded by the first session: most commands open none. */
export function duckDb(): Library {
  if (library === undefined) throw new Error('DuckDB is used before a session is open');
  return library;
}

const memoryMax = '1GB';

export interface SessionOptions {
  /** Interrupts what runs. */
  signal: AbortSignal;
  /** Takes what does not fit into memory. */
  spillFolder?: string;
  /** Sees no files and no network, cannot be told otherwise, and gives its failures as JSON: for queries that others wrote. */
  isSealed?: boolean;
}

const sealed = { enable_external_access: 'false', lock_configuration: 'true', errors_as_json: 'true', threads: '1' };

export class DuckDbSession {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  /** Begins the message of every failure: `Cannot read "data/a.parquet"`. */
  readonly #doing: string;
  readonly #signal: AbortSignal;
  readonly #interrupt = () => this.#connection.interrupt();
  #isClosed = false;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, doing: string, signal: AbortSignal) {
    this.#instance = instance;
    this.#connection = connection;
    this.#doing = doing;
    this.#signal = signal;
    signal.addEventListener('abort', this.#interrupt);
  }

  static async open(doing: string, { signal, spillFolder, isSealed }: SessionOptions): Promise<DuckDbSession> {
    library ??= await import('@duckdb/node-api');
    const instance = await library.DuckDBInstance.create(':memory:', {
      memory_limit: memoryMax,
      temp_directory: spillFolder ?? '',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(isSealed ? sealed : {}),
    });
    return new DuckDbSession(instance, await instance.connect(), doing, signal);
  }

  async run(sql: string): Promise<void> {
    await this.#guard(this.#connection.run(sql));
  }

  /** The statements of a text, to be prepared one by one; what fails is DuckDB's own failure. */
  extract(text: string): Promise<DuckDBExtractedStatements> {
    return this.#connection.extractStatements(text);
  }

  /** Names and types of the columns of a query. */
  async describe(query: string): Promise<{ name: string; type: string }[]> {
    const reader = await this.#guard(this.#connection.runAndReadAll(`DESCRIBE ${query}`));
    return reader.getRowObjectsJson().map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
  }

  /** The result of a query, chunk by chunk in its order; each chunk is good until the next is asked for. */
  async *stream(query: string): AsyncGenerator<DuckDBDataChunk> {
    const result = await this.#guard(this.#connection.stream(query));
    for (;;) {
      const chunk = await this.#guard(result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk;
    }
  }

  async appendTo(table: string): Promise<DuckDBAppender> {
    return this.#guard(this.#connection.createAppender(table));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#signal.removeEventListener('abort', this.#interrupt);
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  async #guard<T>(action: Promise<T>): Promise<T> {
    try {
      return await action;
    } catch (cause) {
      this.#signal.throwIfAborted();
      throw duckDbError(this.#doing, cause);
    }
  }
}

const causes: { pattern: RegExp; code: string; say: string }[] = [
  { pattern: /No space left|disk full/i, code: 'disk-full', say: 'the disk is full; make room or write elsewhere' },
  { pattern: /Permission denied/i, code: 'file-not-permitted', say: 'permission denied; check who owns the file' },
  {
    pattern: /Read-only file system/i,
    code: 'file-not-permitted',
    say: 'the file system is read-only; write elsewhere',
  },
  { pattern: /magic bytes|too small to be a Parquet/i, code: 'file-not-parquet', say: 'it is not a Parquet file' },
];

export function duckDbError(doing: string, cause: unknown): RunError {
  if (cause instanceof RunError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const found = causes.find(({ pattern }) => pattern.test(message));
  return new RunError(found?.code ?? 'file-failed', `${doing}: ${found?.say ?? message.split('\n')[0]}`, { cause });
}

/** A name in SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** One path for a reading function, which would take `*`, `?` and `[` for a pattern. */
export function sqlPath(path: string): string {
  return sqlText(path.replace(/[*?[]/g, '[$&]'));
}
