import type { ConnectorCall } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';

/** How a CSV file is written; the options of the catalogue's connector `csv`. */
export interface CsvDialect {
  path: string;
  /** Codes of single bytes, as the file is scanned byte by byte. */
  delimiter: number;
  /** -1: nothing is quoted. */
  quote: number;
  hasHeader: boolean;
  /** What stands unquoted where a value is null. */
  nullText: string;
  /** The same in UTF-8. */
  nullBytes: Uint8Array;
}

export function csvDialect({ options }: ConnectorCall): CsvDialect {
  const { path, delimiter = ',', quote = '"', header = true, nullText = '' } = options;
  const dialect = {
    path: String(path),
    delimiter: byteOf('delimiter', String(delimiter)),
    quote: quote === '' || quote === null ? -1 : byteOf('quote', String(quote)),
    hasHeader: header !== false,
    nullText: String(nullText ?? ''),
    nullBytes: Buffer.from(String(nullText ?? '')),
  };
  if (dialect.delimiter === dialect.quote)
    throw new RunError('option-invalid', `csv("${path}"): delimiter and quote are the same character`);
  if (!isPlain(dialect.nullText, dialect))
    throw new RunError('option-invalid', `csv("${path}"): nullText must be without delimiter, quote and line breaks`);
  return dialect;
}

/** Whether a text can stand without quotes and mean itself. */
export function isPlain(text: string, { delimiter, quote }: Pick<CsvDialect, 'delimiter' | 'quote'>): boolean {
  return (
    !/[\r\n]/.test(text) &&
    !text.includes(String.fromCharCode(delimiter)) &&
    (quote < 0 || !text.includes(String.fromCharCode(quote)))
  );
}

function byteOf(option: string, text: string): number {
  const code = text.charCodeAt(0);
  if (text.length === 1 && code < 128 && code !== 10 && code !== 13) return code;
  throw new RunError(
    'option-invalid',
    `csv: ${option} ${JSON.stringify(text)} must be one ASCII character, no line break`,
  );
}
