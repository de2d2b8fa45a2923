/** Rows of one statement: the number of values in it is limited, by SQLite to 32,766. */
const rowsMax = 500;

/** Inserts any number of rows by statements that are not too large. */
export async function inChunks<Row>(rows: readonly Row[], insert: (some: Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsMax) await insert(rows.slice(at, at + rowsMax));
}
