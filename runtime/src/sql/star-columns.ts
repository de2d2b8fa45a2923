import type { ExpressionFacts } from './expression-facts.ts';
import type { ColumnName, Expression } from './select-tree.ts';
import type { Column, Source } from './sources-of.ts';

interface SourceColumn extends Column {
  table: string | undefined;
}

/** What a star stands for, with EXCLUDE, REPLACE and RENAME; undefined where that is not known. */
export function starColumns(
  star: Expression,
  sources: readonly Source[],
  facts: ExpressionFacts,
): Column[] | undefined {
  if (star.columns) return undefined;
  const table = star.relation_name?.toLowerCase();
  const chosen = sources.filter(({ name }) => table === undefined || name?.toLowerCase() === table);
  if (chosen.length === 0 || chosen.some(({ columns }) => columns === undefined)) return undefined;
  return chosen
    .flatMap((source) => columnsOf(source, table !== undefined))
    .filter((column) => !isExcluded(column, star))
    .map((column) => replaced(column, star, facts));
}

/** What USING has merged is shown once, where all sources are. */
function columnsOf({ name: table, columns = [], merged }: Source, isAlone: boolean): SourceColumn[] {
  const shown = columns.filter(({ name }) => isAlone || !merged.has((name ?? '').toLowerCase()));
  return shown.map((column) => ({ ...column, table }));
}

function isExcluded(column: SourceColumn, { exclude_list = [], qualified_exclude_list = [] }: Expression): boolean {
  return [...exclude_list.map((name) => ({ column: name })), ...qualified_exclude_list].some((one) =>
    isNamed(column, one),
  );
}

function replaced(column: SourceColumn, star: Expression, facts: ExpressionFacts): Column {
  const { name } = column;
  const other = star.replace_list?.find(({ key }) => isNamed(column, { column: key }));
  const renamed = star.rename_list?.find(({ key }) => isNamed(column, key));
  return { name: renamed?.value ?? name, facts: other === undefined ? column.facts : facts.of(other.value) };
}

function isNamed({ name, table }: SourceColumn, wanted: ColumnName): boolean {
  if (name?.toLowerCase() !== wanted.column.toLowerCase()) return false;
  return wanted.table === undefined || wanted.table.toLowerCase() === table?.toLowerCase();
}

/** Whether an item may become several columns: a star inside of it is one expression per column, a record one per field. */
export function mayBeSeveral(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('class' in value && value.class === 'STAR') return true;
  if ('function_name' in value && value.function_name === 'unnest') return true;
  if ('class' in value && value.class === 'SUBQUERY') return false;
  return Object.values(value).some(mayBeSeveral);
}
