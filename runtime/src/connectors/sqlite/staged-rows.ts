/**
 * Records on their way into a table: a SQLite file of their own beside the database, so that who reads the database is not held up
 * while a run works, and a killed one leaves nothing in it. They are numbered from 1, and a place in them is such a number.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite, type SqliteFile } from '../../databases/sqlite.ts';
import { fileError } from '../files/file-errors.ts';
import type { PartPath } from '../files/part-file.ts';
import { removePart } from '../files/part-name.ts';
import type { SqliteValue } from './sqlite-value.ts';

/** Between two commits, which bound what SQLite holds back. */
const batchesPerCommit = 32;

export class StagedRows {
  readonly path: string;
  readonly #file: SqliteFile;
  readonly #insert: (values: SqliteValue[]) => void;
  /** Records added. */
  count: number;
  #batches = 0;

  private constructor(path: string, file: SqliteFile, width: number, count: number) {
    this.path = path;
    this.#file = file;
    this.count = count;
    const names = columnNames(width);
    file.exec(`CREATE TABLE IF NOT EXISTS records (n INTEGER PRIMARY KEY, ${names.join(', ')})`);
    file.prepare('DELETE FROM records WHERE n > ?').run(count);
    const insert = file.prepare(
      `INSERT INTO records (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    );
    this.#insert = (values) => void insert.run(values);
  }

  /** With `count` it goes on behind so many, which must be there; without it begins. */
  static async open(place: PartPath, width: number, isKept: boolean, count?: number): Promise<StagedRows> {
    const path = rowsPathOf(place);
    if (count === undefined) makeFolder(place);
    const wayOut = 'Run again without --resume';
    const file = openSqlite(path, { what: 'the records on their way to', wayOut, shown: place.path });
    if (!isKept) file.pragma('synchronous = OFF');
    return new StagedRows(path, file, width, count ?? 0);
  }

  static isThere(place: PartPath): boolean {
    return existsSync(rowsPathOf(place));
  }

  add(rows: Iterable<SqliteValue[]>): void {
    if (!this.#file.inTransaction) this.#file.exec('BEGIN');
    for (const values of rows) {
      this.#insert(values);
      this.count++;
    }
    if (++this.#batches % batchesPerCommit === 0) this.commit();
  }

  /** Brings what was added to the disk. */
  commit(): void {
    if (this.#file.inTransaction) this.#file.exec('COMMIT');
  }

  close(): void {
    this.#file.close();
  }
}

export function columnNames(width: number): string[] {
  return Array.from({ length: width }, (_, i) => `c${i}`);
}

function rowsPathOf({ part }: PartPath): string {
  return join(part, 'records.sqlite');
}

function makeFolder({ part, path }: PartPath): void {
  removePart(part);
  try {
    mkdirSync(part);
  } catch (error) {
    throw fileError(`Cannot write "${path}"`, error);
  }
}
