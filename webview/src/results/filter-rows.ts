import { cellText } from './cell-text.ts';

/** The rows in which every word of the query stands in some cell. */
export function filterRows(rows: readonly unknown[][], query: string): readonly unknown[][] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = row.map(cellText).join('\u0000').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
