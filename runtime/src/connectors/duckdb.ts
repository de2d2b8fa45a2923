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
  DuckDBResult,
  DuckDBType,
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
/** DuckDB forgets that it was interrupted when a statement begins, so a stop is said again until the session is closed. */
const againMs = 20;

export interface SessionOptions {
  /** Interrupts what runs. */
  signal: AbortSignal;
  /** Takes what does not fit into memory. */
  spillFolder?: string;
  /** How many work on a query; as many as there are cores where it is absent. */
  threads?: number;
  /** Sees no files and no network, cannot be told otherwise, and gives its failures as JSON: for queries that others wrote. */
  isSealed?: boolean;
  /** The code of a failure that is none of a known kind. */
  failureCode?: string;
}

export interface QueryResult {
  types: DuckDBType[];
  chunks: AsyncGenerator<DuckDBDataChunk>;
}

const sealed = { enable_external_access: 'false', lock_configuration: 'true', errors_as_json: 'true', threads: '1' };

export class DuckDbSession {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  /** Begins the message of every failure: `Cannot read "data/a.parquet"`. */
  readonly #doing: string;
  readonly #failureCode: string;
  readonly #signal: AbortSignal;
  readonly #stop = () => {
    this.#connection.interrupt();
    this.#again = setInterval(() => this.#connection.interrupt(), againMs).unref();
  };
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    doing: string,
    { signal, failureCode = 'file-failed' }: SessionOptions,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#doing = doing;
    this.#failureCode = failureCode;
    this.#signal = signal;
    signal.addEventListener('abort', this.#stop);
  }

  static async open(doing: string, options: SessionOptions): Promise<DuckDbSession> {
    const { spillFolder, isSealed, threads } = options;
    library ??= await import('@duckdb/node-api');
    const instance = await library.DuckDBInstance.create(':memory:', {
      memory_limit: memoryMax,
      temp_directory: spillFolder ?? '',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(threads === undefined ? {} : { threads: String(threads) }),
      ...(isSealed ? sealed : {}),
    });
    return new DuckDbSession(instance, await instance.connect(), doing, options);
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
    yield* this.#chunksOf(await this.#guard(this.#connection.stream(query)));
  }

  async *#chunksOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
    for (;;) {
      const chunk = await this.#guard(result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk;
    }
  }

  /** What the only statement of a text gives that others wrote: its columns, and its chunks as of `stream`. */
  async query(text: string): Promise<QueryResult> {
    const statements = await this.#guard(this.extract(text));
    if (statements.count !== 1) throw new RunError(this.#failureCode, `${this.#doing}: a query is one SELECT`);
    const statement = await this.#guard(statements.prepare(0));
    const types = Array.from({ length: statement.columnCount }, (_, i) => statement.columnType(i));
    const result = await this.#guard(statement.stream());
    return { types, chunks: this.#chunksOf(result) };
  }

  async appendTo(table: string): Promise<DuckDBAppender> {
    return this.#guard(this.#connection.createAppender(table));
  }

  /** DuckDB's types by their names. */
  async types(names: readonly string[]): Promise<DuckDBType[]> {
    const statements = await this.#guard(this.extract(`SELECT ${names.map((name) => `NULL::${name}`).join(', ')}`));
    const statement = await this.#guard(statements.prepare(0));
    return names.map((_, i) => statement.columnType(i));
  }

  /** A table that queries call by its name. `give` fills a chunk after the other, in this thread, until it fills one with no rows. */
  addTable(
    name: string,
    columns: readonly { name: string; type: DuckDBType }[],
    give: (chunk: DuckDBDataChunk) => void,
  ): void {
    const table = duckDb().DuckDBTableFunction.create({
      name,
      bindFunction: (info) => {
        for (const column of columns) info.addResultColumn(column.name, column.type);
      },
      initFunction: (info) => info.setMaxThreads(1),
      mainFunction: (_, chunk) => give(chunk),
    });
    this.guard(() => this.#connection.registerTableFunction(table));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#signal.removeEventListener('abort', this.#stop);
    clearInterval(this.#again);
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  /** For what does not wait: a failure of DuckDB's becomes a RunError. */
  guard<T>(action: () => T): T {
    try {
      return action();
    } catch (cause) {
      throw duckDbError(this.#doing, cause, this.#failureCode);
    }
  }

  async #guard<T>(action: Promise<T>): Promise<T> {
    try {
      return await action;
    } catch (cause) {
      this.#signal.throwIfAborted();
      throw duckDbError(this.#doing, cause, this.#failureCode);
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
  {
    pattern: /Out of Memory|failed to (allocate|pin|offload)/i,
    code: 'memory-bound',
    say: 'it needs more memory than it may have',
  },
  { pattern: /magic bytes|too small to be a Parquet/i, code: 'file-not-parquet', say: 'it is not a Parquet file' },
];

function duckDbError(doing: string, cause: unknown, code: string): RunError {
  if (cause instanceof RunError) return cause;
  const message = messageOf(cause instanceof Error ? cause.message : String(cause));
  const found = causes.find(({ pattern }) => pattern.test(message));
  return new RunError(found?.code ?? code, `${doing}: ${found?.say ?? message.split('\n')[0]}`, { cause });
}

/** A sealed session gives its failures as JSON. */
function messageOf(text: string): string {
  try {
    return String((JSON.parse(text) as { exception_message?: string }).exception_message ?? text);
  } catch {
    return text;
  }
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
