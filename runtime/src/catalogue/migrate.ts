import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { RunError } from '../execute/run-error.ts';
import type { CatalogueMigration } from './migrations/index.ts';

const done = 'migrations_done';

export interface MigrateOptions {
  /** The schema its tables are in; absent where the database has none. */
  schema?: string;
  /** In their order. */
  known: readonly CatalogueMigration[];
}

/**
 * Brings a catalogue to this version, whichever it has; processes that do so at the same time wait for each other. Throws a
 * RunError for one that a newer Millrace made: it may hold what this one would break.
 */
export async function migrate(db: Kysely<unknown>, { schema, known }: MigrateOptions): Promise<void> {
  const names = known.map(({ name }) => name);
  const before = await namesDone(db, schema);
  refuseNewer(before, names);
  if (before.length === names.length) return;
  const migrator = new Migrator({
    db,
    migrationTableName: done,
    migrationLockTableName: 'migrations_lock',
    ...(schema !== undefined && { migrationTableSchema: schema }),
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          known.map(({ name, up }) => [name, { up: (plain) => up(schema ? plain.withSchema(schema) : plain) }]),
        ),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  refuseNewer(await namesDone(db, schema), names);
  throw error;
}

async function namesDone(db: Kysely<unknown>, schema: string | undefined): Promise<string[]> {
  if (!(await isBegun(db, schema))) return [];
  const table = schema === undefined ? sql.table(done) : sql.table(`${schema}.${done}`);
  const { rows } = await sql<{ name: string }>`select name from ${table} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Asked of the database itself: Kysely would have it tell of every column of every table, and each run waits for the answer. */
async function isBegun(db: Kysely<unknown>, schema: string | undefined): Promise<boolean> {
  const where =
    schema === undefined
      ? sql`sqlite_master where type = 'table' and name = ${done}`
      : sql`pg_catalog.pg_tables where schemaname = ${schema} and tablename = ${done}`;
  const { rows } = await sql`select 1 from ${where}`.execute(db);
  return rows.length > 0;
}

function refuseNewer(doneNames: readonly string[], known: readonly string[]): void {
  const unknown = doneNames.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new RunError(
    'catalogue-newer',
    `The catalogue of runs was made by a newer Millrace (it has ${unknown.join(', ')}): use that version, or at least as new a one. To start anew with this one, move the catalogue away`,
  );
}
