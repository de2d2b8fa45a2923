import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CamelCasePlugin, Kysely } from 'kysely';
import { makeStoreFolder, storeFolderName } from '../project/store-folder.ts';
import { postgresDialect, sqliteDialect } from './dialects.ts';
import { migrate } from './migrate.ts';
import { type CatalogueMigration, migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';

export const catalogueName = 'catalog.sqlite';
/** Of PostgreSQL, where the tables are among those of others. */
export const catalogueSchema = 'millrace';

/**
 * What is known of the runs of a project and of what they made. Its opener closes it. One in a process at a time: a second one
 * would keep the process from ending what the first one writes.
 */
export interface Catalogue {
  db: Kysely<Tables>;
  /** Whose rows are read and written. */
  project: string;
  /** Absolute. */
  projectFolder: string;
  close(): Promise<void>;
}

export interface CataloguePlace {
  /** Absolute. */
  projectFolder: string;
  /** Of millrace.json; that of the folder, if absent. Tells projects apart in a shared catalogue. */
  name?: string;
  /** Of a PostgreSQL; the file `.millrace/catalog.sqlite` if absent. */
  url?: string;
}

/** What a project is called in its own catalogue, which outlives new names of it and of its folder. */
const itself = '.';

/** undefined where nothing was ever recorded: who only looks makes no catalogue. Else as `openCatalogue`. */
export async function existingCatalogue(place: CataloguePlace): Promise<Catalogue | undefined> {
  const isThere = place.url !== undefined || existsSync(join(place.projectFolder, storeFolderName, catalogueName));
  return isThere ? openCatalogue(place) : undefined;
}

/**
 * Opens the catalogue of a project, makes it where there is none and brings it to this version. Throws a RunError that says the way
 * out where it is damaged, newer than this version, or out of reach. `known`: the versions there are; a test opens one as an earlier Millrace did.
 */
export async function openCatalogue(
  { projectFolder, name, url }: CataloguePlace,
  known: readonly CatalogueMigration[] = migrations,
): Promise<Catalogue> {
  const isShared = url !== undefined;
  const project = isShared ? (name ?? basename(projectFolder)) : itself;
  const dialect = isShared ? postgresDialect(url) : sqliteDialect(join(makeStoreFolder(projectFolder), catalogueName));
  const plain = new Kysely<unknown>({ dialect });
  try {
    await migrate(plain, { known, ...(isShared && { schema: catalogueSchema }) });
  } catch (error) {
    await plain.destroy();
    throw error;
  }
  const db = (isShared ? plain.withSchema(catalogueSchema) : plain)
    .withPlugin(new CamelCasePlugin())
    .withTables<Tables>();
  return { db, project, projectFolder, close: () => plain.destroy() };
}
