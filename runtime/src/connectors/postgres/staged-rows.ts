/**
 * Records on their way into a table, in a table of their own: one of the connection alone, which ends with it, or of a run that may
 * be resumed one that stays. They are numbered from 1, and a place in them is such a number.
 */
import type { RecordType } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import type { RefusedRow } from '../connector.ts';
import { type PostgresSession, saidBy, sqlStateOf } from './postgres-session.ts';
import type { TableColumn } from './postgres-table.ts';
import { postgresType } from './postgres-type.ts';
import { RecordPrinter } from './to-postgres.ts';

export class StagedRows {
  /** For a statement. */
  readonly sql: string;
  readonly #session: PostgresSession;
  readonly #printer: RecordPrinter;
  readonly #types: string[];
  /** Records added. */
  count: number;

  constructor(
    session: PostgresSession,
    sql: string,
    { fields }: RecordType,
    columns: readonly TableColumn[] | undefined,
    count: number,
  ) {
    this.#session = session;
    this.sql = sql;
    this.#types = fields.map(({ type }, i) => columns?.[i]?.type ?? postgresType(type));
    this.#printer = new RecordPrinter(
      fields.map(({ type }) => type),
      columns,
    );
    this.count = count;
  }

  /** Empty, whatever was there. */
  async begin(isKept: boolean): Promise<void> {
    await this.#session.ask(`DROP TABLE IF EXISTS ${this.sql}`);
    const columns = this.#types.map((type, i) => `c${i} ${type}`);
    await this.#session.ask(
      `CREATE ${isKept ? '' : 'TEMPORARY '}TABLE ${this.sql} (n bigint PRIMARY KEY, ${columns.join(', ')})`,
    );
  }

  /** What was added behind the count goes. */
  async goOn(): Promise<void> {
    await this.#session.ask(`DELETE FROM ${this.sql} WHERE n > $1`, [this.count]);
  }

  /** Gives the records that PostgreSQL cannot hold: halves find them, so that their neighbours are taken. */
  async add(batch: Batch, rows: readonly number[]): Promise<RefusedRow[]> {
    if (rows.length === 0) return [];
    try {
      await this.#insert(batch, rows);
      return [];
    } catch (error) {
      // Classes 22 and 23: a value that does not fit. 54: more than fits into one statement.
      if (!/^(22|23|54)/.test(sqlStateOf(error))) throw error;
      if (rows.length === 1) return [{ row: rows[0] as number, message: saidBy(error) }];
      const middle = rows.length >> 1;
      const first = await this.add(batch, rows.slice(0, middle));
      return [...first, ...(await this.add(batch, rows.slice(middle)))];
    }
  }

  async #insert(batch: Batch, rows: readonly number[]): Promise<void> {
    const names = this.#types.map((_, i) => `c${i}`).join(', ');
    const typed = this.#types.map((type, i) => `c${i} ${type}`).join(', ');
    await this.#session.ask(
      `INSERT INTO ${this.sql} (n, ${names}) SELECT $2::bigint + place, ${names}
       FROM ROWS FROM (json_to_recordset($1::json) AS (${typed})) WITH ORDINALITY AS r (${names}, place)`,
      [this.#printer.print(batch, rows), this.count],
    );
    this.count += rows.length;
  }
}
