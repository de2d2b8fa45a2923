/**
 * Opens SQLite files; the only importer of better-sqlite3, which is loaded with the first file. Invariant: a commit is on the disk when
 * it returns (WAL, synchronous FULL), and another process that writes at the same moment is waited for.
 */
import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';
import { fileError } from '../connectors/files/file-errors.ts';
import { RunError } from '../execute/run-error.ts';

export type SqliteFile = Database.Database;

export interface SqliteOptions {
  /** Says what the file is in messages: `the catalogue`. */
  what: string;
  /** What to do about a damaged file; ends the message. */
  wayOut: string;
  /** Refuses a file that does not exist yet, and every change. */
  isReadOnly?: boolean;
  /** What messages call the file, where that is not its path. */
  shown?: string;
  /** Somebody else's file: how its changes are kept safe is its own setting. */
  isForeign?: boolean;
  /** How long another process is waited for; 20,000 if absent. */
  waitMs?: number;
}

const require = createRequire(import.meta.url);
let library: typeof Database | undefined;

/** How long a writer waits for another one. */
const busyMs = 20_000;

/** Makes the file where there is none. Throws a RunError that says what to do about a file that cannot be opened. */
export function openSqlite(path: string, options: SqliteOptions): SqliteFile {
  let file: SqliteFile | undefined;
  try {
    library ??= require('better-sqlite3') as typeof Database;
    file = new library(path, { timeout: options.waitMs ?? busyMs, readonly: options.isReadOnly ?? false });
    if (!options.isReadOnly && !options.isForeign) file.pragma('journal_mode = WAL');
    file.pragma('synchronous = FULL');
    file.pragma('foreign_keys = ON');
    return file;
  } catch (error) {
    file?.close();
    throw sqliteFailure(error, path, options);
  }
}

/** A failure of SQLite in words; what is no failure of SQLite stays as it is. */
export function sqliteFailure(error: unknown, path: string, { what, wayOut, shown = path }: SqliteOptions): unknown {
  const code = sqliteCodeOf(error);
  if (code === undefined) return error;
  const say = (words: string) => `Cannot use ${what} "${shown}": ${words}`;
  const [known] = damage.filter((start) => code.startsWith(start));
  if (known !== undefined) return new RunError('database-damaged', say(`it is damaged. ${wayOut}`), { cause: error });
  if (code.startsWith('SQLITE_BUSY'))
    return new RunError('database-busy', say('another process has kept it locked; try again when that has ended'), {
      cause: error,
    });
  const errno = errnoBySqlite.find(([start]) => code.startsWith(start))?.[1];
  if (errno !== undefined) return fileError(`Cannot use ${what} "${shown}"`, { code: errno, message: errno });
  return new RunError('database-failed', say(error instanceof Error ? error.message : code), { cause: error });
}

function sqliteCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code.startsWith('SQLITE_') ? error.code : undefined;
}

const damage = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT'];

const errnoBySqlite: readonly (readonly [string, string])[] = [
  ['SQLITE_FULL', 'ENOSPC'],
  // What several connections share cannot grow, for which SQLite names the same reason.
  ['SQLITE_IOERR_SHMSIZE', 'ENOSPC'],
  ['SQLITE_READONLY', 'EROFS'],
  ['SQLITE_PERM', 'EACCES'],
  ['SQLITE_CANTOPEN', 'EACCES'],
];
