/** Which outputs of runs are in the tables of a schema: written with their records, and gone when no run can publish them again. */
import type { ConnectorCall } from '@millrace/grammar';
import type { ConnectorContext, SinkOwner } from '../connector.ts';
import { PostgresSession, sqlStateOf } from './postgres-session.ts';
import { columnsOf, type TableName, tableIn, tableNamed } from './postgres-table.ts';

export class PostgresNotes {
  readonly #table: TableName;
  readonly #owner: SinkOwner;

  /** `table`: one that is published, in whose schema the notes are. */
  constructor({ schema }: TableName, owner: SinkOwner) {
    this.#table = tableIn(schema, 'millrace_published');
    this.#owner = owner;
  }

  /** Two runs that make it at the same moment collide, and then it is there. */
  async make(session: PostgresSession): Promise<void> {
    const text = `CREATE TABLE IF NOT EXISTS ${this.#table.sql} (run text, node text, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (run, node))`;
    if (await this.#isThere(session)) return;
    await session.ask(text).catch((error: unknown) => {
      if (!['23505', '42P07'].includes(sqlStateOf(error))) throw error;
    });
  }

  /** False where it is noted already. */
  async note(session: PostgresSession): Promise<boolean> {
    const { runId, node } = this.#owner;
    const text = `INSERT INTO ${this.#table.sql} (run, node) VALUES ($1, $2) ON CONFLICT DO NOTHING`;
    return (await session.ask(text, [runId, node])).count === 1;
  }

  async isNoted(session: PostgresSession): Promise<boolean> {
    if (!(await this.#isThere(session))) return false;
    const { runId, node } = this.#owner;
    const text = `SELECT 1 FROM ${this.#table.sql} WHERE run = $1 AND node = $2`;
    return (await session.ask(text, [runId, node])).rows.length > 0;
  }

  /** The table of notes stays, empty: another run may be about to write into it. */
  async forget(session: PostgresSession): Promise<void> {
    if (!(await this.#isThere(session))) return;
    const { runId, node } = this.#owner;
    await session.ask(`DELETE FROM ${this.#table.sql} WHERE run = $1 AND node = $2`, [runId, node]);
  }

  async #isThere(session: PostgresSession): Promise<boolean> {
    return (await columnsOf(session, this.#table)).length > 0;
  }
}

export async function forgetPublished(call: ConnectorCall, context: ConnectorContext & SinkOwner): Promise<void> {
  const session = await PostgresSession.open(call, context);
  try {
    await new PostgresNotes(await tableNamed(session, String(call.options.table)), context).forget(session);
  } finally {
    await session.close();
  }
}
