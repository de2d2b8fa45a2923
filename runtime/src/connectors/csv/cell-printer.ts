import { type Column, type ScalarName, type Type, valueAt } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import { jsonPrinter, shortestFloat32 } from '../../values/json-text.ts';
import { show } from '../../values/misfit.ts';
import { printTimestamp } from '../../values/time-text.ts';
import { type CsvDialect, isPlain } from './csv-dialect.ts';

/** Gives for a column the function that prints its rows. */
export type CellPrinter = (column: Column) => (row: number) => string;

export function cellPrinter(type: Type, dialect: CsvDialect): CellPrinter {
  const print = valuePrinter(type);
  const { nullText } = dialect;
  if (isNeverQuoted(type, dialect))
    return (column) => (row) => (column.nulls?.[row] === 1 ? nullText : print(column, row));
  return (column) => (row) => (column.nulls?.[row] === 1 ? nullText : quoteText(print(column, row), dialect));
}

const plainTypes = /^(bool|u?int\d+|float\d+|duration|timestamp)$/;

/** Spares numbers and times the look at every character, where neither delimiter nor null text can be taken for one. */
function isNeverQuoted(type: Type, { delimiter, quote, nullText }: CsvDialect): boolean {
  const isStrange = (code: number) => code < 0 || /[^\w.:+-]/.test(String.fromCharCode(code));
  return (
    type.kind === 'scalar' && plainTypes.test(type.name) && nullText === '' && isStrange(delimiter) && isStrange(quote)
  );
}

/** Quoted where it must be, and where it would read as null. */
export function quoteText(text: string, dialect: CsvDialect): string {
  if (text !== dialect.nullText && text !== '' && isPlain(text, dialect)) return text;
  if (dialect.quote < 0) return refuseUnquoted(text, dialect);
  const mark = String.fromCharCode(dialect.quote);
  return mark + text.replaceAll(mark, mark + mark) + mark;
}

/** Without quotes some texts cannot be written at all, and an empty one stays as it is. */
function refuseUnquoted(text: string, { path, nullText }: CsvDialect): string {
  if (text === '' && nullText !== '') return text;
  const why = 'it would read as something else without quotes; give a quote';
  throw new RunError('value-not-writable', `Cannot write ${show(text)} to "${path}": ${why}`);
}

type ValuePrinter = (column: Column, row: number) => string;

function valuePrinter(type: Type): ValuePrinter {
  if (type.kind === 'scalar' && type.name !== 'json') return scalarPrinter(type.name);
  const print = jsonPrinter(type);
  return (column, row) => print(valueAt(column, row));
}

function scalarPrinter(name: ScalarName): ValuePrinter {
  if (name === 'bool') return ({ values }, row) => (values[row] === 1 ? 'true' : 'false');
  if (name === 'timestamp') return ({ values }, row) => printTimestamp(values[row] as number);
  if (name === 'bytes') return ({ values }, row) => Buffer.from(values[row] as Uint8Array).toString('base64');
  if (name === 'float32') return ({ values }, row) => printFloat(values[row] as number, shortestFloat32);
  if (name === 'float64' || name === 'duration') return ({ values }, row) => printFloat(values[row] as number, String);
  return ({ values }, row) => `${values[row]}`;
}

/** String(-0) is "0", which is another number. */
function printFloat(value: number, print: (value: number) => string): string {
  return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? print(value) : `${value}`;
}
