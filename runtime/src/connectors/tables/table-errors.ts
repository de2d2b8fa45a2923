import type { Field } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import { nearest } from '../files/input-file.ts';
import { mayBeMissing, missingColumn } from '../missing-column.ts';

const shownMax = 12;

/** A table that a read needs and the database lacks. */
export function missingTable(doing: string, table: string, found: readonly string[]): RunError {
  const near = nearest(table, found);
  const shown = found.slice(0, shownMax).map((name) => `"${name}"`);
  if (found.length > shownMax) shown.push(`… (${found.length} in all)`);
  const has = shown.length === 0 ? 'The database has none.' : `There are ${shown.join(', ')}.`;
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  return new RunError('table-missing', `${doing}: there is no table "${table}". ${has}${hint}`);
}

/** Throws for the first field that must have a column and has none; `key` says which names are the same to the database. */
export function refuseMissingColumns(
  place: string,
  fields: readonly { field: Field; name: string }[],
  found: readonly string[],
  key: (name: string) => string,
): void {
  const known = new Set(found.map(key));
  for (const { field, name } of fields)
    if (!known.has(key(name)) && !mayBeMissing(field)) throw missingColumn(place, name, found, nearest(name, found));
}

/** A column of a table that is written, which the table lacks. */
export function unknownColumn(doing: string, name: string, found: readonly string[]): RunError {
  const near = nearest(name, found);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  const way = 'Add it to the table, or leave it out with a select.';
  return new RunError('column-missing', `${doing}: the table has no column "${name}".${hint} ${way}`);
}

/** A column whose type holds no value of the field's. */
export function unfitColumn(doing: string, name: string, wanted: string, found: string, way: string): RunError {
  return new RunError('column-type', `${doing}: column "${name}" is ${found}, which holds no ${wanted}. ${way}`);
}

/** An upsert into a table that cannot tell its records apart by these columns. */
export function missingKey(doing: string, keys: readonly string[], statement: string): RunError {
  const named = keys.map((key) => `"${key}"`).join(', ');
  const message = `${doing}: nothing makes ${named} unique in the table, so no record can be found again. Say ${statement}`;
  return new RunError('table-without-key', message);
}
