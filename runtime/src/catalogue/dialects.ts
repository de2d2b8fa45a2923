import { type Dialect, PostgresDialect, SqliteAdapter, SqliteDialect } from 'kysely';
import { openSqlite, type SqliteFile, type SqliteOptions, sqliteFailure } from '../databases/sqlite.ts';
import { withToldFailures } from './told-failures.ts';

const sqliteOptions: SqliteOptions = {
  what: 'the catalogue of runs',
  wayOut:
    'Move it away, with the files beside it of the same name and -wal or -shm behind it: the next run makes a new one. What flows wrote is not touched; what is lost is what was known of earlier runs, of datasets and of reviews',
};

export function sqliteDialect(path: string): Dialect {
  const dialect = new TransactionalSqlite({ database: async () => writingAtOnce(openSqlite(path, sqliteOptions)) });
  return withToldFailures(dialect, (error) => sqliteFailure(error, path, sqliteOptions));
}

export function postgresDialect(url: string): Dialect {
  const dialect = new PostgresDialect({
    pool: async () => (await postgres()).openPostgres(url, { name: 'millrace catalogue', int8: 'number' }),
  });
  return withToldFailures(dialect, async (error) => (await postgres()).postgresFailure(error, url));
}

/** Few catalogues are there, and each run would wait for its driver. */
const postgres = () => import('../databases/postgres.ts');

/** SQLite changes tables in transactions as well, which Kysely does not count on. */
class TransactionalSqlite extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): true {
    return true;
  }
}

/**
 * Every transaction of ours writes. One that began by reading would fail at once where another process has written meanwhile, and
 * not wait for it. A full disk ends a transaction by itself; rolling it back once more would hide why.
 */
function writingAtOnce(file: SqliteFile): Pick<SqliteFile, 'prepare' | 'close'> {
  const textOf = (text: string) => {
    if (text === 'begin') return 'begin immediate';
    return text === 'rollback' && !file.inTransaction ? 'select 1' : text;
  };
  return {
    prepare: (text: string) => file.prepare(textOf(text)),
    close: () => file.close(),
  };
}
