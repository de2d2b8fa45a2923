/**
 * The table that staged records go into, in one transaction that also notes the run and the node: who publishes a second time,
 * because the process was killed in between, finds the note and changes nothing.
 */
import type { RecordType } from '@millrace/grammar';
import type { SqliteFile } from '../../databases/sqlite.ts';
import type { SinkContext } from '../connector.ts';
import { missingKey } from '../tables/table-errors.ts';
import type { TableWriting } from '../tables/write-mode.ts';
import { sqlName } from './sqlite-file.ts';
import { isNoted, note } from './sqlite-notes.ts';
import { columnsFor, columnsOf, type SqliteColumn, sqliteKey } from './sqlite-table.ts';
import { sqliteType } from './sqlite-value.ts';
import { columnNames } from './staged-rows.ts';

export class SqliteTarget {
  readonly #writing: TableWriting;
  readonly #schema: RecordType;
  readonly #context: SinkContext;

  constructor(writing: TableWriting, schema: RecordType, context: SinkContext) {
    this.#writing = writing;
    this.#schema = schema;
    this.#context = context;
  }

  /** The columns of the fields; undefined where there is no such table yet. Throws where the table cannot take the records. */
  check(file: SqliteFile, doing: string): SqliteColumn[] | undefined {
    const { table, mode, keys } = this.#writing;
    const found = columnsOf(file, table);
    if (found.length === 0) return undefined;
    const columns = columnsFor(doing, this.#schema.fields, found);
    const names = keys.map(({ name }) => name);
    if (mode === 'upsert' && !isUnique(file, table, names)) {
      const columnList = names.map(sqlName).join(', ');
      throw missingKey(doing, names, `CREATE UNIQUE INDEX "${table}_key" ON ${sqlName(table)} (${columnList})`);
    }
    return columns;
  }

  /** Whether a rule of the table may refuse records, which only writing them shows. */
  hasRules(file: SqliteFile): boolean {
    const { table } = this.#writing;
    const [rules] = file
      .prepare(
        `SELECT (SELECT count(*) FROM pragma_index_list($table) WHERE "unique") + (SELECT count(*) FROM pragma_foreign_key_list($table))
           + (SELECT count(*) FROM sqlite_schema WHERE tbl_name = $table AND (type = 'trigger' OR sql LIKE '%CHECK%' OR sql LIKE '%STRICT%'
             OR sql LIKE '%PRIMARY KEY%')) AS count`,
      )
      .all({ table }) as { count: number }[];
    return (rules?.count ?? 0) > 0;
  }

  /** `staged`: path of the staged records. `isTrial`: all is taken back again. */
  write(file: SqliteFile, staged: string, isTrial: boolean): void {
    file.prepare('ATTACH ? AS staged').run(staged);
    file.exec('BEGIN IMMEDIATE');
    try {
      if (this.#note(file)) this.#insert(file);
      file.exec(isTrial ? 'ROLLBACK' : 'COMMIT');
    } finally {
      if (file.inTransaction) file.exec('ROLLBACK');
      file.exec('DETACH staged');
    }
  }

  /** Whether the run has published this output before. */
  isPublished(file: SqliteFile): boolean {
    return isNoted(file, this.#context);
  }

  /** False where it is noted already. Who will not go on notes nothing. */
  #note(file: SqliteFile): boolean {
    return this.#context.isResumable !== true || note(file, this.#context);
  }

  #insert(file: SqliteFile): void {
    const { table, mode } = this.#writing;
    const { fields } = this.#schema;
    file.exec(this.#createTable());
    if (mode === 'replace') file.exec(`DELETE FROM ${sqlName(table)}`);
    const columns = fields.map(({ name }) => sqlName(name)).join(', ');
    const staged = columnNames(fields.length).join(', ');
    const rows = `SELECT ${staged} FROM staged.records WHERE true ORDER BY n`;
    file.exec(`INSERT INTO ${sqlName(table)} (${columns}) ${rows} ${mode === 'upsert' ? this.#onConflict() : ''}`);
  }

  #createTable(): string {
    const { table, keys } = this.#writing;
    const columns = this.#schema.fields.map(({ name, type }) => {
      const isNullable = type.kind === 'unknown' || type.nullable;
      return `${sqlName(name)} ${sqliteType(type)}${isNullable ? '' : ' NOT NULL'}`;
    });
    const key = keys.length === 0 ? [] : [`PRIMARY KEY (${keys.map(({ name }) => sqlName(name)).join(', ')})`];
    return `CREATE TABLE IF NOT EXISTS ${sqlName(table)} (${[...columns, ...key].join(', ')})`;
  }

  #onConflict(): string {
    const { keys } = this.#writing;
    const others = this.#schema.fields.filter((field) => !keys.includes(field)).map(({ name }) => sqlName(name));
    const action =
      others.length === 0 ? 'NOTHING' : `UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`;
    return `ON CONFLICT (${keys.map(({ name }) => sqlName(name)).join(', ')}) DO ${action}`;
  }
}

/** Whether the primary key or a unique index is of exactly these columns. */
function isUnique(file: SqliteFile, table: string, keys: readonly string[]): boolean {
  const wanted = keys.map(sqliteKey).sort().join('\n');
  const primary = file.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0').all(table) as { name: string }[];
  const indexes = file.prepare('SELECT name FROM pragma_index_list(?) WHERE "unique" AND NOT partial').all(table) as {
    name: string;
  }[];
  const sets = indexes.map(
    ({ name }) => file.prepare('SELECT name FROM pragma_index_info(?)').all(name) as { name: string | null }[],
  );
  return [primary, ...sets].some(
    (set) =>
      set
        .map(({ name }) => sqliteKey(name ?? ''))
        .sort()
        .join('\n') === wanted,
  );
}
