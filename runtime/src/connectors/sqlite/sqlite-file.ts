/** A SQLite file of somebody else's, with its failures in words. Loads the native library when the first one is opened. */
import { openSqlite, type SqliteFile, sqliteFailure } from '../../databases/sqlite.ts';
import { RunError } from '../../execute/run-error.ts';

export interface OpenFile {
  file: SqliteFile;
  /** Runs what uses the file; what SQLite refuses becomes a RunError. */
  guard<T>(action: () => T): T;
}

/** Makes the file where there is none, unless it is only read. `path` is what messages call it. */
export async function openDatabase(
  absolute: string,
  path: string,
  { isReadOnly = false }: { isReadOnly?: boolean } = {},
): Promise<OpenFile> {
  const options = {
    what: 'the database',
    wayOut: 'Is it a SQLite file? If it was, restore it from a copy',
    shown: path,
    isForeign: true,
    isReadOnly,
  };
  const file = openSqlite(absolute, options);
  const guard = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw constraintOf(error, path) ?? sqliteFailure(error, absolute, options);
    }
  };
  return { file, guard };
}

/** A rule of the table that the records break. */
function constraintOf(error: unknown, path: string): RunError | undefined {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('SQLITE_CONSTRAINT'))
    return undefined;
  const message = `Cannot write "${path}": the records break a rule of the table: ${error.message}. Nothing of them was written`;
  return new RunError('table-refused', message, { cause: error });
}

/** A name in SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
