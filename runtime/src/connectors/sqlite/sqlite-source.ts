/**
 * Reads a table or a query of a SQLite file in one statement, so in one state of the database and with memory of one batch. The
 * file is opened for reading alone.
 */
import type { ConnectorCall, Field } from '@millrace/grammar';
import type { SqliteFile } from '../../databases/sqlite.ts';
import { RunError } from '../../execute/run-error.ts';
import { sourceNameOf } from '../../values/fit-value.ts';
import type { Source, SourceContext } from '../connector.ts';
import { findInputFile } from '../files/input-file.ts';
import { RecordSource } from '../record-source.ts';
import { missingTable, refuseMissingColumns } from '../tables/table-errors.ts';
import { type OpenFile, openDatabase, sqlName } from './sqlite-file.ts';
import { columnsOf, sqliteKey, tableNames } from './sqlite-table.ts';
import { fromSqlite } from './sqlite-value.ts';

export async function openSqliteSource(call: ConnectorCall, context: SourceContext): Promise<Source> {
  const path = String(call.options.path);
  const { absolute } = await findInputFile(path, context.projectFolder);
  const opened = await openDatabase(absolute, path, { isReadOnly: true });
  try {
    const fields = context.schema.fields.map((field) => ({ field, name: sourceNameOf(field) }));
    const rows = opened.guard(() => rowsOf(opened.file, call, path, fields));
    return new RecordSource(feedOf(opened, path, rows, fields), context);
  } catch (error) {
    opened.file.close();
    throw error;
  }
}

interface NamedField {
  field: Field;
  name: string;
}

/** Begins the statement: its rows as objects by the names of the columns. */
function rowsOf(
  file: SqliteFile,
  { options: { table, query } }: ConnectorCall,
  path: string,
  fields: readonly NamedField[],
): IterableIterator<Record<string, unknown>> {
  const text = typeof query === 'string' ? query : selectOf(file, String(table), path, fields);
  const statement = prepared(file, text, path).safeIntegers(true);
  const found = statement.columns().map(({ name }) => name);
  refuseMissingColumns(path, fields, found, sqliteKey);
  return statement.iterate() as IterableIterator<Record<string, unknown>>;
}

/** Only what is asked for is read. */
function selectOf(file: SqliteFile, table: string, path: string, fields: readonly NamedField[]): string {
  const found = columnsOf(file, table).map(({ name }) => name);
  if (found.length === 0) throw missingTable(`Cannot read "${path}"`, table, tableNames(file));
  refuseMissingColumns(path, fields, found, sqliteKey);
  const known = new Set(found.map(sqliteKey));
  const wanted = fields.filter(({ name }) => known.has(sqliteKey(name))).map(({ name }) => sqlName(name));
  return `SELECT ${wanted.length === 0 ? 'NULL' : wanted.join(', ')} FROM ${sqlName(table)}`;
}

function prepared(file: SqliteFile, text: string, path: string) {
  const refuse = (why: string, cause?: unknown) =>
    new RunError('query-failed', `Cannot read "${path}": the query ${why}`, { cause });
  try {
    const statement = file.prepare(text);
    if (!statement.reader) throw refuse('gives no records; it is one SELECT');
    return statement;
  } catch (error) {
    if (error instanceof RangeError) throw refuse('has several statements; it is one SELECT', error);
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR')
      throw refuse(`fails: ${error.message}`, error);
    throw error;
  }
}

function feedOf(
  { file, guard }: OpenFile,
  path: string,
  rows: IterableIterator<Record<string, unknown>>,
  fields: readonly NamedField[],
) {
  const readers = new Map(fields.map(({ field, name }) => [sqliteKey(name), { name, read: fromSqlite(field.type) }]));
  return {
    place: path,
    next: async (count: number) => {
      const records = guard(() => taken(rows, count, (row) => readRow(row, readers)));
      return records.length === 0 ? undefined : records;
    },
    close: async () => {
      rows.return?.();
      file.close();
    },
  };
}

/** By the names that the schema has. */
function readRow(
  row: Record<string, unknown>,
  readers: ReadonlyMap<string, { name: string; read(value: unknown): unknown }>,
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row)) {
    const reader = readers.get(sqliteKey(column));
    record[reader?.name ?? column] = value === null || reader === undefined ? value : reader.read(value);
  }
  return record;
}

function taken<T, U>(rows: Iterator<T>, count: number, make: (row: T) => U): U[] {
  const records: U[] = [];
  while (records.length < count) {
    const { value, done } = rows.next();
    if (done) break;
    records.push(make(value));
  }
  return records;
}
