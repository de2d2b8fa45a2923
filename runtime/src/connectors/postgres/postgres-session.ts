/**
 * One connection to a PostgreSQL of somebody else's, for one source or sink. All values come as texts. An abort breaks it, so no
 * wait outlives the run; its failures are told without what is secret in the address.
 */
import type { ConnectorCall } from '@millrace/grammar';
import type { PostgresClient } from '../../databases/postgres.ts';
import { RunError } from '../../execute/run-error.ts';
import { addressIn } from '../address-in.ts';
import type { ConnectorContext } from '../connector.ts';

export type Cell = string | null;

export interface Answer {
  columns: { name: string; oid: number }[];
  rows: Cell[][];
  /** Rows that a statement changed. */
  count: number;
}

const settings = [
  ['timezone', 'UTC'],
  ['datestyle', 'ISO, YMD'],
  ['intervalstyle', 'iso_8601'],
  ['bytea_output', 'hex'],
  ['extra_float_digits', '1'],
];

export class PostgresSession {
  /** `localhost:5432/shop`. */
  readonly place: string;
  readonly #client: PostgresClient;
  readonly #signal: AbortSignal;
  readonly #fail: (error: unknown) => unknown;
  readonly #stop = () => void this.close();
  #closed: Promise<void> | undefined;

  private constructor(client: PostgresClient, place: string, signal: AbortSignal, fail: (error: unknown) => unknown) {
    this.#client = client;
    this.place = place;
    this.#signal = signal;
    this.#fail = fail;
  }

  static async open(call: ConnectorCall, context: ConnectorContext): Promise<PostgresSession> {
    const { postgresClient, postgresFailure, shownPostgres } = await import('../../databases/postgres.ts');
    context.signal.throwIfAborted();
    const url = addressIn(call, context);
    const client = postgresClient(url);
    const fail = (error: unknown) => postgresFailure(error, url);
    const session = new PostgresSession(client, shownPostgres(url), context.signal, fail);
    context.signal.addEventListener('abort', session.#stop);
    try {
      await session.#guard(client.connect());
      const values = settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, false)`);
      await session.ask(`SELECT ${values.join(', ')}`, settings.flat());
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  /** One statement. */
  async ask(text: string, values: readonly unknown[] = []): Promise<Answer> {
    const { fields, rows, rowCount } = await this.#guard(
      this.#client.query({ text, values: [...values], rowMode: 'array', types: { getTypeParser: () => asText } }),
    );
    const columns = fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID }));
    return { columns, rows: rows as Cell[][], count: rowCount ?? 0 };
  }

  /** What others wrote: the protocol refuses a second statement behind it. */
  async declare(query: string): Promise<void> {
    const text = `DECLARE millrace_records NO SCROLL CURSOR FOR ${query}`;
    await this.#guard(this.#client.query({ name: 'millrace_records', text }));
  }

  /** All of `work`, or nothing of it. */
  async transaction<T>(work: () => Promise<T>, begin = 'BEGIN'): Promise<T> {
    await this.ask(begin);
    try {
      const result = await work();
      await this.ask('COMMIT');
      return result;
    } catch (error) {
      // The failure that counts is the first one; where the connection is gone there is nothing to roll back.
      await this.ask('ROLLBACK').catch(() => {});
      throw error;
    }
  }

  /** Goes on whatever the signal says, for what must not stop half-way. */
  outliveSignal(): void {
    this.#signal.removeEventListener('abort', this.#stop);
  }

  close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#stop);
    // A connection that is broken has ended.
    this.#closed ??= this.#client.end().catch(() => {});
    return this.#closed;
  }

  async #guard<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (this.#closed !== undefined) this.#signal.throwIfAborted();
      throw this.#fail(error);
    }
  }
}

function asText(text: string): string {
  return text;
}

/** The SQLSTATE of a failure, as https://www.postgresql.org/docs/current/errcodes-appendix.html lists them; empty where it has none. */
export function sqlStateOf(error: unknown): string {
  const cause = error instanceof RunError ? error.cause : error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

/** What PostgreSQL said. */
export function saidBy(error: unknown): string {
  const cause = error instanceof RunError ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** A name in SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
