/** Opens connections to PostgreSQL; the only importer of pg. */
import pg from 'pg';
import { RunError } from '../execute/run-error.ts';

export type PostgresPool = pg.Pool;
export type PostgresClient = pg.Client;

export interface PostgresOptions {
  /** How many connections at most. */
  max?: number;
  /** As the server's own list of connections shows it. */
  name?: string;
  /** As what int8 comes: exactly, the default, or as a number, for who knows that no value is beyond 2^53. */
  int8?: 'bigint' | 'number';
}

const connectMs = 10_000;

/** Connects at the first query, not now. The caller ends it. Throws a RunError for a text that is no URL of PostgreSQL. */
export function openPostgres(url: string, { max = 4, ...options }: PostgresOptions = {}): PostgresPool {
  const pool = new pg.Pool({ ...settings(url, options), max });
  // A connection that breaks while nobody uses it is replaced at the next query, which tells where that fails.
  pool.on('error', () => {});
  return pool;
}

/** One connection of the caller's own, not connected yet. */
export function postgresClient(url: string, options: Omit<PostgresOptions, 'max'> = {}): PostgresClient {
  const client = new pg.Client(settings(url, options));
  client.on('error', () => {});
  return client;
}

function settings(url: string, { name = 'millrace', int8 = 'bigint' }: PostgresOptions): pg.ClientConfig {
  refuseOther(url);
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: connectMs,
    types: { getTypeParser: (oid, format) => parserOf(oid, format ?? 'text', int8) },
  };
}

function parserOf(oid: number, format: 'text' | 'binary', int8: 'bigint' | 'number'): (text: string) => unknown {
  if (oid === pg.types.builtins.INT8 && format === 'text') return int8 === 'bigint' ? BigInt : Number;
  return pg.types.getTypeParser(oid, format);
}

function refuseOther(url: string): void {
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return;
  throw new RunError(
    'postgres-invalid',
    'The address of PostgreSQL is none; write it as postgres://user:password@host:5432/database',
  );
}

/** The address without its password, for messages. */
export function shownPostgres(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host || 'localhost'}${pathname}`;
}

/** A failure of PostgreSQL in words, without the password; what is none of it stays as it is. */
export function postgresFailure(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || error instanceof RunError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const where = `PostgreSQL at ${shownPostgres(url)}`;
  const known = Object.entries(unreachable).find(([start]) => code.startsWith(start));
  if (known !== undefined || error.message.includes('timeout'))
    return new RunError('postgres-unreachable', `Cannot reach ${where}: ${known?.[1] ?? error.message}`, {
      cause: error,
    });
  if (!('severity' in error)) return error;
  return new RunError('postgres-failed', `${where} refused: ${error.message}`, { cause: error });
}

const unreachable: Record<string, string> = {
  ECONNREFUSED: 'nothing answers there; start it, or correct the address',
  ENOTFOUND: 'there is no such host; correct the address',
  EAI_AGAIN: 'the name of the host cannot be looked up now; try again, or check the network',
  ECONNRESET: 'the connection broke; try again',
  EPIPE: 'the connection broke; try again',
  ETIMEDOUT: 'it does not answer; check the address and the network',
  '28': 'it does not take this user and password; correct them',
  '3D000': 'there is no such database; create it, or correct the address',
  '53300': 'it has no connection left; try again, or raise its limit',
  '57P': 'it is shutting down or starting; try again',
};
