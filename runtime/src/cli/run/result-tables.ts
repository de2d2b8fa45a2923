import Table from 'cli-table3';
import { withCommas } from '../count-of.ts';
import { displayWidth } from '../diagnostics/display-width.ts';
import type { Stream } from '../terminal.ts';
import type { RunState } from './run-state.ts';

type Preview = RunState['previews'][number];

const rowsMax = 8;
const cellMax = 32;

/** The first records of a sink as a table that fits the terminal: columns that don't fit are counted, not squeezed. */
export function resultTable({ columns, rows }: Preview, options: { width: number; colors: Stream['colors'] }): string {
  const { dim, bold } = options.colors;
  const cells = rows.slice(0, rowsMax).map((row) => columns.map((_, index) => cellText(row[index])));
  const shown = columnsThatFit(columns, cells, options.width);
  const table = new Table({
    chars: lines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: columns.slice(0, shown).map(({ type }) => (isNumber(type) ? 'right' : 'left')),
  });
  table.push(columns.slice(0, shown).map(({ name }) => bold(clip(name))));
  table.push(columns.slice(0, shown).map(({ type }) => dim(clip(type))));
  for (const row of cells) table.push(row.slice(0, shown));
  const hidden = columns.length - shown;
  const more = hidden > 0 ? dim(`  and ${withCommas(hidden)} more column${hidden === 1 ? '' : 's'}`) : '';
  return [
    ...table
      .toString()
      .split('\n')
      .map((line) => `  ${line.trimEnd()}`),
    ...(more === '' ? [] : [more]),
  ].join('\n');
}

const lines = {
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
  middle: '  ',
};

function columnsThatFit(columns: Preview['columns'], cells: readonly string[][], width: number): number {
  let used = 2;
  for (const [index, { name, type }] of columns.entries()) {
    const texts = [clip(name), clip(type), ...cells.map((row) => row[index] ?? '')];
    used += Math.max(...texts.map(displayWidth)) + (index === 0 ? 0 : 2);
    if (used > width) return Math.max(1, index);
  }
  return columns.length;
}

/** One line, without what could move the cursor, not longer than a cell may be. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '∅';
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return clip(text.replace(/\p{Cc}/gu, ' '));
}

function clip(text: string): string {
  if (displayWidth(text) <= cellMax) return text;
  const characters = [...text];
  while (displayWidth(characters.join('')) > cellMax - 1) characters.pop();
  return `${characters.join('')}…`;
}

function isNumber(type: string): boolean {
  return /^(u?int\d+|float\d+)\??$/.test(type);
}
