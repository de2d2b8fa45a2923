/**
 * Compares the outputs of a run that was killed with those of one that was not. Knows nothing of Millrace: files, bytes and the
 * rows of tables alone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface Verdict {
  /** Records of the undisturbed run that are missing, and records that come more often than in it, over all text outputs. */
  lost: number;
  twice: number;
  /** Outputs that are not the same to the byte, or are there in one of both alone. */
  different: string[];
  /** What else lies beside the outputs. */
  left: string[];
}

export function verdictOf(undisturbed: string, killed: string): Verdict {
  const [before, after] = [namesIn(undisturbed), namesIn(killed)];
  const names = [...new Set([...before, ...after])].filter((name) => !name.startsWith('.'));
  const pairs = names.map((name) => ({ name, wanted: contentOf(undisturbed, name), found: contentOf(killed, name) }));
  const counts = pairs
    .filter(({ name }) => !/\.(parquet|batches)$/.test(name))
    .map(({ wanted, found }) => difference(wanted, found));
  return {
    lost: counts.reduce((sum, { lost }) => sum + lost, 0),
    twice: counts.reduce((sum, { twice }) => sum + twice, 0),
    different: pairs.filter(({ wanted, found }) => !found.equals(wanted)).map(({ name }) => name),
    left: after.filter((name) => name.startsWith('.')),
  };
}

/**
 * Outputs that have their names already, which must be whole: those that are not as in the undisturbed run. The journal beside a database
 * is how SQLite keeps it whole: whoever opens it next takes back what was half-written.
 */
export function halfWritten(undisturbed: string, killed: string): string[] {
  const names = namesIn(killed).filter((name) => !name.startsWith('.') && !name.endsWith('.db-journal'));
  return names.filter((name) => !contentOf(killed, name).equals(contentOf(undisturbed, name)));
}

function difference(wanted: Buffer, found: Buffer): { lost: number; twice: number } {
  const counts = new Map<string, number>();
  for (const line of linesOf(wanted)) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of linesOf(found)) counts.set(line, (counts.get(line) ?? 0) - 1);
  const [more, less] = [[...counts.values()].filter((n) => n > 0), [...counts.values()].filter((n) => n < 0)];
  return { lost: more.reduce((sum, n) => sum + n, 0), twice: less.reduce((sum, n) => sum - n, 0) };
}

function linesOf(content: Buffer): string[] {
  return content.toString().split('\n');
}

const store = '.millrace/artefacts';

/** Of outputs, and of the store the names that are made of contents. */
function namesIn(folder: string): string[] {
  const kept = entriesIn(join(folder, store)).flatMap((name) =>
    name.startsWith('.') ? [name] : entriesIn(join(folder, store, name)).map((file) => `${name}/${file}`),
  );
  return [...entriesIn(join(folder, 'out')), ...kept].sort();
}

function entriesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function contentOf(folder: string, name: string): Buffer {
  const path = join(folder, name.includes('/') ? store : 'out', name);
  try {
    return name.endsWith('.db') ? rowsOf(path, name) : readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** A database says in its pages how it was changed, so its rows are what counts. */
function rowsOf(path: string, name: string): Buffer {
  const file = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const rows = file.prepare(`SELECT * FROM "${name.replace('.db', '')}" ORDER BY rowid`).all();
    return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  } finally {
    file.close();
  }
}
