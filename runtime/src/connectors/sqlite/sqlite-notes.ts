/** Which outputs of runs are in the tables of a file: written with their records, and gone when no run can publish them again. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConnectorCall } from '@millrace/grammar';
import type { SqliteFile } from '../../databases/sqlite.ts';
import type { ConnectorContext, SinkOwner } from '../connector.ts';
import { openDatabase } from './sqlite-file.ts';
import { columnsOf, publishedTable } from './sqlite-table.ts';

/** False where it is noted already. */
export function note(file: SqliteFile, { runId, node }: SinkOwner): boolean {
  file.exec(
    `CREATE TABLE IF NOT EXISTS ${publishedTable} (run TEXT NOT NULL, node TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (run, node))`,
  );
  const noted = file.prepare(`INSERT OR IGNORE INTO ${publishedTable} VALUES (?, ?, datetime('now'))`);
  return noted.run(runId, node).changes === 1;
}

export function isNoted(file: SqliteFile, { runId, node }: SinkOwner): boolean {
  if (columnsOf(file, publishedTable).length === 0) return false;
  return file.prepare(`SELECT 1 FROM ${publishedTable} WHERE run = ? AND node = ?`).get(runId, node) !== undefined;
}

/** The table of notes stays, as in PostgreSQL: another run may be about to write into it. */
export async function forgetPublished(
  { options }: ConnectorCall,
  { projectFolder, runId, node }: ConnectorContext & SinkOwner,
): Promise<void> {
  const path = String(options.path);
  const absolute = resolve(projectFolder, path);
  if (!existsSync(absolute)) return;
  const { file, guard } = await openDatabase(absolute, path);
  try {
    guard(() => forget(file, { runId, node }));
  } finally {
    file.close();
  }
}

function forget(file: SqliteFile, { runId, node }: SinkOwner): void {
  if (columnsOf(file, publishedTable).length === 0) return;
  file.prepare(`DELETE FROM ${publishedTable} WHERE run = ? AND node = ?`).run(runId, node);
}
