import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { RecordSample } from '../../support/arbitrary-records.ts';
import { describeTableConnector } from '../../support/table-contract.ts';

describeTableConnector({
  name: 'sqlite',
  async open() {
    const projectFolder = await mkdtemp(join(tmpdir(), 'millrace-sqlite-'));
    onTestFinished(() => rm(projectFolder, { recursive: true, force: true }));
    const path = join(projectFolder, 'shop.db');
    return {
      projectFolder,
      options: { path: 'shop.db' },
      place: 'shop.db',
      run: async (statements) => using(path, (file) => void file.exec(statements)),
      names: async () => {
        const files = await readdir(projectFolder);
        const names = files.includes('shop.db') ? using(path, tables) : [];
        return [...files.filter((name) => !name.startsWith('shop.db')), ...names].sort();
      },
    };
  },
  holds: withoutNegativeZeros,
  words: {
    manyAtOnce: 'PRAGMA journal_mode = WAL',
    integer: 'INTEGER',
    text: 'TEXT',
    noTable: /no such file/,
    rule: /^Cannot write "shop.db": the records break a rule of the table: UNIQUE constraint failed: orders.id. Nothing of them was written$/,
  },
});

function using<T>(path: string, work: (file: Database.Database) => T): T {
  const file = new Database(path);
  try {
    return work(file);
  } finally {
    file.close();
  }
}

function tables(file: Database.Database): string[] {
  const rows = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
  return rows.map(({ name }) => name);
}

/** SQLite has none in a column of floats. */
function withoutNegativeZeros({ schema, rows }: RecordSample): RecordSample {
  const names = schema.fields
    .filter(({ type }) => type.kind === 'scalar' && /float/.test(type.name))
    .map(({ name }) => name);
  const plain = (row: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, names.includes(name) && Object.is(value, -0) ? 0 : value]),
    );
  return { schema, rows: rows.map(plain) };
}
