import type { ReadText } from './cell-parser.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { type CsvRecords, cellKinds } from './csv-records.ts';

/** The text of a cell without its quotes; undefined where it is not UTF-8. `cell` counts over all records found. */
export function cellText(
  bytes: Buffer,
  found: CsvRecords,
  cell: number,
  { quote }: CsvDialect,
  readText: ReadText,
): string | undefined {
  const text = readText(bytes, found.starts[cell] as number, found.ends[cell] as number);
  if (text === undefined || found.kinds[cell] !== cellKinds.escaped) return text;
  const mark = String.fromCharCode(quote);
  return text.replaceAll(mark + mark, mark);
}
