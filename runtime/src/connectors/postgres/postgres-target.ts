/**
 * The table that staged records go into, in one transaction that also notes the run and the node: who publishes a second time,
 * because the process was killed in between, finds the note and changes nothing.
 */
import { createHash } from 'node:crypto';
import type { RecordType } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import type { SinkContext, SinkOwner } from '../connector.ts';
import { missingKey } from '../tables/table-errors.ts';
import type { TableWriting } from '../tables/write-mode.ts';
import { PostgresNotes } from './postgres-notes.ts';
import { type PostgresSession, saidBy, sqlName, sqlStateOf } from './postgres-session.ts';
import { columnsFor, columnsOf, hasRules, isUnique, type TableColumn, type TableName } from './postgres-table.ts';
import { postgresType } from './postgres-type.ts';

const rolledBack = Symbol('rolled back');

export class PostgresTarget {
  readonly table: TableName;
  readonly #writing: TableWriting;
  readonly #schema: RecordType;
  readonly #context: SinkContext;
  readonly #notes: PostgresNotes;

  constructor(table: TableName, writing: TableWriting, schema: RecordType, context: SinkContext) {
    this.table = table;
    this.#writing = writing;
    this.#schema = schema;
    this.#context = context;
    this.#notes = new PostgresNotes(table, context);
  }

  /** The columns of the fields; undefined where there is no such table yet. Throws where the table cannot take the records. */
  async check(session: PostgresSession, doing: string): Promise<TableColumn[] | undefined> {
    const found = await columnsOf(session, this.table);
    if (found.length === 0) return undefined;
    const columns = columnsFor(doing, this.#schema.fields, found);
    const names = this.#writing.keys.map(({ name }) => name);
    if (this.#writing.mode === 'upsert' && !(await isUnique(session, this.table, names)))
      throw missingKey(doing, names, `CREATE UNIQUE INDEX ON ${this.table.sql} (${names.map(sqlName).join(', ')})`);
    return columns;
  }

  hasRules(session: PostgresSession): Promise<boolean> {
    return hasRules(session, this.table);
  }

  async isPublished(session: PostgresSession): Promise<boolean> {
    return this.#notes.isNoted(session);
  }

  /** `isTrial`: all is taken back again. `place` is what a failure calls the table. */
  async write(session: PostgresSession, staged: string, place: string, isTrial: boolean): Promise<void> {
    const isNoted = this.#context.isResumable === true;
    if (isNoted) await this.#notes.make(session);
    try {
      await session.transaction(async () => {
        if (!isNoted || (await this.#notes.note(session))) await this.#insert(session, staged);
        if (isTrial) throw rolledBack;
        await session.ask(`DROP TABLE IF EXISTS ${staged}`);
      });
    } catch (error) {
      if (error !== rolledBack) throw refused(error, place);
    }
  }

  async #insert(session: PostgresSession, staged: string): Promise<void> {
    const { mode, keys } = this.#writing;
    const { fields } = this.#schema;
    await session.ask(this.#createTable());
    if (mode === 'replace') await session.ask(`DELETE FROM ${this.table.sql}`);
    const columns = fields.map(({ name }) => sqlName(name)).join(', ');
    const values = fields.map((_, i) => `c${i}`).join(', ');
    const places = keys.map((key) => `c${fields.indexOf(key)}`).join(', ');
    const rows =
      mode === 'upsert'
        ? `(SELECT DISTINCT ON (${places}) * FROM ${staged} ORDER BY ${places}, n DESC) AS last`
        : staged;
    const end = mode === 'upsert' ? this.#onConflict() : '';
    await session.ask(`INSERT INTO ${this.table.sql} (${columns}) SELECT ${values} FROM ${rows} ORDER BY n ${end}`);
  }

  #createTable(): string {
    const { keys } = this.#writing;
    const columns = this.#schema.fields.map(({ name, type }) => {
      const isNullable = type.kind === 'unknown' || type.nullable;
      return `${sqlName(name)} ${postgresType(type)}${isNullable ? '' : ' NOT NULL'}`;
    });
    const key = keys.length === 0 ? [] : [`PRIMARY KEY (${keys.map(({ name }) => sqlName(name)).join(', ')})`];
    return `CREATE TABLE IF NOT EXISTS ${this.table.sql} (${[...columns, ...key].join(', ')})`;
  }

  #onConflict(): string {
    const { keys } = this.#writing;
    const others = this.#schema.fields.filter((field) => !keys.includes(field)).map(({ name }) => sqlName(name));
    const action =
      others.length === 0 ? 'NOTHING' : `UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`;
    return `ON CONFLICT (${keys.map(({ name }) => sqlName(name)).join(', ')}) DO ${action}`;
  }
}

/** The staged records of a run and node. */
export function stagedName(owner: SinkOwner): string {
  const digest = createHash('sha256').update(`${owner.runId}\n${owner.node}`).digest('hex').slice(0, 24);
  return `millrace_staged_${digest}`;
}

/** A rule of the table that the records break. */
function refused(error: unknown, place: string): unknown {
  if (!/^(22|23)/.test(sqlStateOf(error))) return error;
  const said = `Cannot write "${place}": the records break a rule of the table: ${saidBy(error)}. Nothing of them was written`;
  return new RunError('table-refused', said, { cause: error });
}
