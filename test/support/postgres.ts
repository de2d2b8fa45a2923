/**
 * A PostgreSQL for tests: the one MILLRACE_TEST_POSTGRES names, else the one at 127.0.0.1:5432, else one started from Debian's
 * package, which ends with the test file. Without any, `missing` says why; CI must have one.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, onTestFinished } from 'vitest';

/** `url` of a database whose user may create others, or why there is none. */
export type TestPostgres = { url: string; missing?: undefined } | { url?: undefined; missing: string };

/**
 * Once at the top of a test file; then `context.skip(postgres.missing)` in a test, or `describe.skipIf(postgres.missing)`.
 */
export async function findPostgres(): Promise<TestPostgres> {
  const given = process.env.MILLRACE_TEST_POSTGRES;
  const known = given === undefined ? localUrls : [given];
  for (const url of known) if (await answers(url)) return { url };
  const started = given === undefined ? await startPostgres() : undefined;
  if (started !== undefined) return { url: started };
  const missing = `no PostgreSQL at ${known.join(' or ')} and none in ${debianFolder}; MILLRACE_TEST_POSTGRES can name one`;
  if (process.env.CI !== undefined) throw new Error(missing);
  return { missing };
}

/** A database of the test's own, dropped when the test has ended; gives its URL. */
export async function ownDatabase({ url }: TestPostgres): Promise<string> {
  if (url === undefined) throw new Error('there is no PostgreSQL');
  const name = `millrace_test_${randomUUID().replaceAll('-', '')}`;
  await postgresQuery(url, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  onTestFinished(async () => void (await postgresQuery(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

/** The rows of one statement, over a connection of its own. */
export async function postgresQuery(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as unknown[];
  } finally {
    await client.end();
  }
}

const localUrls = ['postgres', 'root', 'test'].map((user) => `postgres://${user}@127.0.0.1:5432/postgres`);
const debianFolder = '/usr/lib/postgresql';

async function answers(url: string): Promise<boolean> {
  return postgresQuery(url, 'SELECT 1').then(
    () => true,
    () => false,
  );
}

async function startPostgres(): Promise<string | undefined> {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) return undefined;
  const programs = path.join(debianFolder, newest, 'bin');
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-postgres-'));
  const port = await freePort();
  const user = ownerOf(folder);
  const data = path.join(folder, 'data');
  execFileSync(path.join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'], user);
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'];
  const server = spawn(path.join(programs, 'postgres'), ['-D', data, '-p', `${port}`, ...settings], user);
  afterAll(() => stop(server, folder));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  while (!(await answers(url))) if (server.exitCode !== null) throw new Error(`postgres ended in ${folder}`);
  return url;
}

/** PostgreSQL refuses to run as root: the package has brought a user for it, who then owns the folder. */
function ownerOf(folder: string): { stdio: 'ignore'; uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return { stdio: 'ignore' };
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  chmodSync(folder, 0o755);
  execFileSync('chown', ['postgres', folder]);
  return { stdio: 'ignore', uid: id('-u'), gid: id('-g') };
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  if (server.exitCode === null) {
    server.kill('SIGINT');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
