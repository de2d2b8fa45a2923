import type { Field } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';

const shownMax = 12;

/** A column that the schema needs and the file lacks: names what the file has instead. */
export function missingColumn(
  path: string,
  name: string,
  found: readonly string[],
  near: string | undefined,
): RunError {
  const shown = found.slice(0, shownMax).map((column) => `"${column}"`);
  if (found.length > shownMax) shown.push(`… (${found.length} in all)`);
  const hint =
    near === undefined ? '' : ` Did you mean "${near}"? @name("…") gives a field another name in the source.`;
  const has = shown.length === 0 ? 'It has none.' : `It has ${shown.join(', ')}.`;
  return new RunError('column-missing', `Cannot read "${path}": there is no column "${name}". ${has}${hint}`);
}

/** Whether a source may do without the field's column: every value is then null, or the default. */
export function mayBeMissing({ type, rules }: Field): boolean {
  return type.kind === 'unknown' || type.nullable || (rules?.default !== undefined && rules.default !== null);
}
