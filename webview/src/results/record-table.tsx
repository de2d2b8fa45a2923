import type { ReactNode } from 'react';
import type { ResultColumn } from '../protocol.ts';
import { cellText, isNumeric } from './cell-text.ts';

interface RecordTableProps {
  caption: string;
  columns: readonly ResultColumn[];
  rows: readonly unknown[][];
  /** Draws one cell in another way; undefined leaves it as it is. */
  cell?(row: readonly unknown[], column: number): ReactNode | undefined;
}

export function RecordTable({ caption, columns, rows, cell }: RecordTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="table-frame" tabIndex={0} aria-label={caption}>
      <table>
        <thead>
          <tr>
            <th className="row-number" scope="col" aria-label="row" />
            {columns.map(({ name, type }) => (
              <th key={name} scope="col" className={isNumeric(type) ? 'is-number' : undefined}>
                {name} <span className="column-type">{type}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
            <tr key={i}>
              <th scope="row" className="row-number">
                {i + 1}
              </th>
              {columns.map(
                (column, k) => cell?.(row, k) ?? <Cell key={column.name} value={row[k]} type={column.type} />,
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="notice">No records.</p>}
    </section>
  );
}

function Cell({ value, type }: { value: unknown; type: string }) {
  const isNull = value === null || value === undefined;
  const classes = [isNumeric(type) && 'is-number', isNull && 'is-null'].filter(Boolean).join(' ');
  return (
    <td
      className={classes || undefined}
      title={isNull ? undefined : typeof value === 'number' ? String(value) : cellText(value)}
    >
      {cellText(value)}
    </td>
  );
}
