import Table from 'cli-table3';
import { displayWidth } from '../diagnostics/display-width.ts';
import type { Stream } from '../terminal.ts';
import { cellText, clipped } from './cell-text.ts';
import type { RunState } from './run-state.ts';
import { shownColumns } from './shown-columns.ts';

type Preview = Pick<RunState['previews'][number], 'columns' | 'rows'>;

export const rowsShown = 8;
const indent = '  ';
const gap = '  ';

interface Column {
  name: string;
  type: string;
  cells: string[];
}

export interface TableOptions {
  width: number;
  colors: Stream['colors'];
  rows?: number;
}

/** The first records of a sink as a table that fits the terminal: columns that don't fit are counted, not squeezed. */
export function resultTable(preview: Preview, { width, colors, rows = rowsShown }: TableOptions): string {
  const columns = columnsOf(preview, rows);
  const widths = columns.map(({ name, type, cells }) => Math.max(...[name, type, ...cells].map(displayWidth)));
  const shown = shownColumns(widths, width - indent.length, gap.length);
  const drawn = withEllipsis(columns, shown);
  const table = new Table({
    chars: { ...noLines, middle: gap },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: drawn.map(({ type }) => (isNumber(type) ? 'right' : 'left')),
  });
  table.push(drawn.map(({ name }) => colors.bold(name)));
  table.push(drawn.map(({ type }) => colors.dim(type)));
  for (let row = 0; row < (columns[0]?.cells.length ?? 0); row++)
    table.push(drawn.map(({ cells }) => cells[row] ?? ''));
  const lines = table.toString().split('\n');
  return lines.map((line) => `${indent}${line.trimEnd()}`).join('\n');
}

function columnsOf({ columns, rows }: Preview, most: number): Column[] {
  return columns.map(({ name, type }, index) => ({
    name: clipped(name),
    type: clipped(type),
    cells: rows.slice(0, most).map((row) => cellText(row[index])),
  }));
}

/** A narrow column in the place of those that don't fit. */
function withEllipsis(columns: readonly Column[], shown: readonly number[]): Column[] {
  const drawn: Column[] = [];
  for (const [at, index] of shown.entries()) {
    if (index !== (shown[at - 1] ?? -1) + 1) drawn.push({ name: '…', type: '', cells: [] });
    const column = columns[index];
    if (column) drawn.push(column);
  }
  return drawn;
}

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
};

function isNumber(type: string): boolean {
  return /^(u?int\d+|float\d+)\??$/.test(type);
}
