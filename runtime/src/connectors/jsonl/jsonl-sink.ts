/**
 * Writes one JSON object per line, every field in the schema's order, null where it is null. Integers are exact numerals at any
 * size; readers that know floats only (JavaScript's own among them) round those beyond 2^53.
 */
import { type Column, type ConnectorCall, type RecordType, valueAt } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { jsonPrinter, type PrintJson } from '../../values/json-text.ts';
import type { Sink, SinkContext } from '../connector.ts';
import { openTextSink, type TextFormat } from '../files/text-sink.ts';

interface PrintedField {
  key: string;
  print: PrintJson;
}

export async function openJsonlSink({ options }: ConnectorCall, context: SinkContext): Promise<Sink> {
  return openTextSink(String(options.path), jsonlFormat(context.schema), context);
}

export function jsonlFormat(schema: RecordType): TextFormat {
  const fields = schema.fields.map(({ name, type }) => ({ key: `${JSON.stringify(name)}:`, print: jsonPrinter(type) }));
  return { head: '', print: (batch) => linesOf(batch, fields) };
}

function linesOf({ columns, length }: Batch, fields: readonly PrintedField[]): string {
  let text = '';
  for (let row = 0; row < length; row++) text += lineOf(columns, row, fields);
  return text;
}

function lineOf(columns: readonly Column[], row: number, fields: readonly PrintedField[]): string {
  let text = '';
  for (let i = 0; i < fields.length; i++) {
    const { key, print } = fields[i] as PrintedField;
    text += `${i === 0 ? '{' : ','}${key}${print(valueAt(columns[i] as Column, row))}`;
  }
  return `${text === '' ? '{' : text}}\n`;
}
