/**
 * A schema for data that is pasted: a CSV or TSV table with its header, a JSON object, a list of them, or JSON lines. Other text, prose and
 * flows among it, is nothing of that: where it is not plain that it is data, there is no schema.
 */
import type { Field } from '@millrace/grammar';
import { delimitedRows, delimiterOf } from '../data-head/delimited-rows.ts';
import { fieldLines } from '../data-head/field-lines.ts';
import { fieldsOfRecords, fieldsOfTable, parsed } from '../data-head/fields-of-data.ts';
import { headBytes } from '../data-head/read-head.ts';
import { isRecord } from '../data-head/type-of-values.ts';

/** As a snippet, with the name to be filled in; undefined where the text is no data. */
export function schemaOfText(text: string): string | undefined {
  const fields = fieldsOf(beginning(text.trim().replaceAll('\r\n', '\n')));
  if (fields === undefined || fields.length === 0) return undefined;
  const lines = fieldLines(fields).map((line) => `  ${line.replace(/[\\$}]/g, '\\$&')}\n`);
  return `schema \${1:Record} {\n${lines.join('')}\\}\n`;
}

/** Whole lines of as much as is looked at of a file; JSON that is longer is not read in part. */
function beginning(text: string): string {
  return text.length <= headBytes ? text : text.slice(0, text.lastIndexOf('\n', headBytes) + 1);
}

function fieldsOf(text: string): Field[] | undefined {
  if (/^[[{]/.test(text)) return fieldsOfJson(text);
  const delimiter = delimiterOf(text);
  return delimiter !== undefined && hasHeader(text, delimiter) ? fieldsOfTable(text, delimiter) : undefined;
}

function fieldsOfJson(text: string): Field[] | undefined {
  const value = parsed(text);
  const lines =
    value === undefined
      ? text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(parsed)
      : [value].flat();
  const records = lines.filter(isRecord);
  return records.length === lines.length ? fieldsOfRecords(records) : undefined;
}

/** Names that differ, each of few words; without rows below them nothing else speaks for a table. */
function hasHeader(text: string, delimiter: string): boolean {
  const [names = [], ...rows] = delimitedRows(text, delimiter, '"', 20);
  const pattern = rows.length > 0 ? /^[\p{L}_][\p{L}\p{N}_ .:/()%#-]{0,60}$/u : /^[\p{L}_][\p{L}\p{N}_.-]{0,40}$/u;
  const trimmed = names.map((name) => name.trim());
  return new Set(trimmed).size === names.length && trimmed.every((name) => pattern.test(name));
}
