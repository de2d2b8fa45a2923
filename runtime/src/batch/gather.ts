import { allocateValues, type Column, type ColumnValues, createColumn, type Type, takeRows } from '@millrace/grammar';

/** The columns of one field in several batches as one, with a null behind them: a place to take nothing from. */
export function joinColumns(type: Type, columns: readonly Column[]): Column {
  const length = columns.reduce((sum, column) => sum + column.length, 0);
  const { width } = createColumn(type, 0, []);
  const values = allocateValues(type, length + 1);
  const nulls = new Uint8Array(length + 1);
  nulls[length] = 1;
  let start = 0;
  for (const column of columns) {
    copyValues(column.values, values, start * width);
    if (column.nulls !== undefined) nulls.set(column.nulls.subarray(0, column.length), start);
    start += column.length;
  }
  return createColumn(type, length + 1, values, nulls);
}

function copyValues(from: ColumnValues, to: ColumnValues, start: number): void {
  if (!Array.isArray(from) && !Array.isArray(to)) to.set(from as never, start);
  else for (let i = 0; i < from.length; i++) to[start + i] = from[i] as never;
}

/** The values at rows, as a field of another record has them: without nulls where its type has none. */
export function gathered(column: Column, rows: ArrayLike<number>, type: Type): Column {
  const taken = takeRows(column, rows);
  const mayBeNull = (type.kind === 'unknown' || type.nullable) && taken.nulls?.includes(1);
  return { ...taken, type, nulls: mayBeNull ? taken.nulls : undefined };
}
