import type { Kysely } from 'kysely';
import { first } from './0001-first.ts';

/** Brings a catalogue one version on. Runs in a transaction; a failure leaves the version before it. */
export interface CatalogueMigration {
  /** Begins with a number of four digits: migrations run in the order of their names. */
  name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

/** In their order; a released one is never changed or removed. */
export const migrations: readonly CatalogueMigration[] = [first];
