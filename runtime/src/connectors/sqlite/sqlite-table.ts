/** What is known of a table of a SQLite file, and what a field needs of its column. */
import type { Field, Type } from '@millrace/grammar';
import { printType } from '@millrace/grammar';
import type { SqliteFile } from '../../databases/sqlite.ts';
import { unfitColumn, unknownColumn } from '../tables/table-errors.ts';
import { sqliteType } from './sqlite-value.ts';

export interface SqliteColumn {
  name: string;
  /** As declared; empty where it is not. */
  type: string;
  notnull: bigint;
}

/** Names are the same to SQLite whatever the case of their ASCII letters. */
export function sqliteKey(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function tableNames(file: SqliteFile): string[] {
  const rows = file
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .all() as { name: string }[];
  return rows.map(({ name }) => name).filter((name) => name !== publishedTable);
}

/** Where it is noted which run has published what. */
export const publishedTable = 'millrace_published';

/** Empty where there is no such table. */
export function columnsOf(file: SqliteFile, table: string): SqliteColumn[] {
  return file.prepare('SELECT name, type, "notnull" FROM pragma_table_info(?)').all(table) as SqliteColumn[];
}

/** The column of each field. Throws where one is missing, or would change what is written to it. */
export function columnsFor(doing: string, fields: readonly Field[], found: readonly SqliteColumn[]): SqliteColumn[] {
  return fields.map(({ name, type }) => {
    const column = found.find((one) => sqliteKey(one.name) === sqliteKey(name));
    if (column === undefined) {
      const names = found.map((one) => one.name);
      throw unknownColumn(doing, name, names);
    }
    if (!holds(column.type, type)) {
      const way = `Give it another type in the table, or convert the values with a select.`;
      throw unfitColumn(doing, name, printType(type), column.type, way);
    }
    return column;
  });
}

/** SQLite makes numbers of texts in a column of numbers, and texts of numbers in a column of texts. */
function holds(declared: string, type: Type): boolean {
  const wanted = sqliteType(type);
  const affinity = affinityOf(declared);
  if (affinity === 'BLOB' || wanted === 'BLOB') return true;
  const isTime = /DATE|TIME/i.test(declared);
  return wanted === 'TEXT' ? affinity === 'TEXT' || isTime || /JSON/i.test(declared) : affinity !== 'TEXT';
}

/** https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
function affinityOf(declared: string): 'INTEGER' | 'TEXT' | 'BLOB' | 'REAL' | 'NUMERIC' {
  if (/INT/i.test(declared)) return 'INTEGER';
  if (/CHAR|CLOB|TEXT/i.test(declared)) return 'TEXT';
  if (declared === '' || /BLOB|ANY/i.test(declared)) return 'BLOB';
  return /REAL|FLOA|DOUB/i.test(declared) ? 'REAL' : 'NUMERIC';
}
