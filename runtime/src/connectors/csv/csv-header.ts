import type { RecordType } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import { sourceNameOf } from '../../values/fit-value.ts';
import type { ByteWindow } from '../files/byte-window.ts';
import { nearest } from '../files/input-file.ts';
import { skipByteOrderMark } from '../files/text-encoding.ts';
import { mayBeMissing, missingColumn } from '../missing-column.ts';
import { cellText } from './cell-text.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { CsvRecords } from './csv-records.ts';
import type { CsvScanner } from './csv-scanner.ts';

const columnsMax = 1 << 14;

/** Reads the header from the front of the window: the names of the file's columns. */
export async function readHeader(window: ByteWindow, scanner: CsvScanner, dialect: CsvDialect): Promise<string[]> {
  const found = new CsvRecords(columnsMax, 1);
  do {
    await window.fill();
    skipByteOrderMark(window);
    window.start = scanner.scan(window.bytes, window.start, window.end, window.isComplete, found, 1);
  } while (found.length === 0 && !window.isComplete);
  const fault = found.faults.get(0);
  if (found.length === 0) throw headerError(dialect, 'is empty; its first line should name the columns');
  if (fault !== undefined) throw headerError(dialect, `has no readable header: ${fault}`);
  return Array.from({ length: Math.min(found.cells[0] as number, columnsMax) }, (_, cell) => {
    const name = cellText(window.bytes, found, cell, dialect, strictText);
    if (name === undefined) throw headerError(dialect, 'is not UTF-8; save it as UTF-8');
    return name;
  });
}

/** For every field the index of its column in the file, or -1 where it may be missing. */
export function locateColumns(schema: RecordType, header: readonly string[], dialect: CsvDialect): number[] {
  if (!dialect.hasHeader) return schema.fields.map((_, i) => i);
  return schema.fields.map((field) => {
    const name = sourceNameOf(field);
    const index = header.indexOf(name);
    if (index >= 0 && header.indexOf(name, index + 1) >= 0)
      throw headerError(dialect, `has two columns named "${name}"`);
    if (index < 0 && !mayBeMissing(field)) throw missingColumn(dialect.path, name, header, nearest(name, header));
    return index;
  });
}

function headerError({ path }: CsvDialect, said: string): RunError {
  return new RunError('file-header-invalid', `Cannot read "${path}": it ${said}`);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function strictText(bytes: Buffer, start: number, end: number): string | undefined {
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}
