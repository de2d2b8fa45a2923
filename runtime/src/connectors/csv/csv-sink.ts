/**
 * Writes RFC 4180 with LF: header, then one line per record. A value is quoted where it must be, and where it would otherwise
 * read as null. Floats are the shortest text that gives the same number again; nested values are JSON.
 */
import type { ConnectorCall, RecordType } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import type { Sink, SinkContext } from '../connector.ts';
import { openTextSink, type TextFormat } from '../files/text-sink.ts';
import { type CellPrinter, cellPrinter, quoteText } from './cell-printer.ts';
import { type CsvDialect, csvDialect } from './csv-dialect.ts';

export async function openCsvSink(call: ConnectorCall, context: SinkContext): Promise<Sink> {
  const dialect = csvDialect(call);
  return openTextSink(dialect.path, csvFormat(dialect, context.schema), context);
}

export function csvFormat(dialect: CsvDialect, schema: RecordType): TextFormat {
  const head = dialect.hasHeader ? headerLine(schema, dialect) : '';
  const printers = schema.fields.map((field) => cellPrinter(field.type, dialect));
  const delimiter = String.fromCharCode(dialect.delimiter);
  return { head, print: (batch) => linesOf(batch, printers, delimiter) };
}

function headerLine({ fields }: RecordType, dialect: CsvDialect): string {
  const names = fields.map(({ name }) => quoteText(name, dialect));
  return `${names.join(String.fromCharCode(dialect.delimiter))}\n`;
}

function linesOf({ columns, length }: Batch, printers: readonly CellPrinter[], delimiter: string): string {
  const cells = columns.map((column, i) => (printers[i] as CellPrinter)(column));
  let text = '';
  for (let row = 0; row < length; row++) {
    for (let i = 0; i < cells.length; i++) {
      if (i > 0) text += delimiter;
      text += cells[i]?.(row);
    }
    text += '\n';
  }
  return text;
}
