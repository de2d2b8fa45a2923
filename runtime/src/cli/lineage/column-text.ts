import { aligned } from '../aligned.ts';
import type { Stream } from '../terminal.ts';
import { visibleParts } from '../visible.ts';
import type { ColumnLineage, ColumnLink } from './column-answer.ts';

export interface AskedColumn {
  /** It enters a flow here: what it is used for can be said. */
  isField: boolean;
  isDown: boolean;
}

/** The lineage of a column for people to read. */
export function columnText(lineage: ColumnLineage, asked: AskedColumn, colors: Stream['colors']): string {
  const { column, origins, uses } = visibleParts(lineage);
  const { bold, dim } = colors;
  const title = `${bold(`${column.node}.${column.column}`)}  ${dim(`${column.detail} in ${column.flow} of ${column.file}`)}`;
  return [
    title,
    ...titled('Comes from', origins, bold),
    ...titled('Used for', uses, bold),
    ...notes(lineage, asked),
    '',
  ].join('\n');
}

function titled(title: string, links: readonly ColumnLink[], bold: (text: string) => string): string[] {
  if (links.length === 0) return [];
  const rows = links.map(({ way, node, column, detail, flow, file }) => [
    `  ${way}`,
    `${node}.${column}`,
    detail,
    `${flow} of ${file}`,
  ]);
  return ['', bold(title), ...aligned(rows)];
}

function notes({ origins, uses }: ColumnLineage, { isField, isDown }: AskedColumn): string[] {
  if (isDown && !isField)
    return ['', 'What a column is used for is known of those that enter a flow: ask for one that this comes from.'];
  if (isField && uses.length === 0 && origins.length === 0)
    return ['', 'It enters the flow here, and nothing comes of it.'];
  return !isField && origins.length === 0 && !isDown ? ['', 'It comes from no field: it is a constant.'] : [];
}
