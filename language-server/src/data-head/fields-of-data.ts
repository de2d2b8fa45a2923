/** The fields of a schema for data, from the beginning of it. A name that cannot stand in a text is written as `@name`. */
import type { Field, Type } from '@millrace/grammar';
import { camelCase, freshName } from '../refactorings/fresh-names.ts';
import { delimitedRows } from './delimited-rows.ts';
import { isRecord, typeOfCells, typeOfJson } from './type-of-values.ts';

/** Of delimited values with a header. */
export function fieldsOfTable(text: string, delimiter: string, quote?: string): Field[] {
  const [header = [], ...rows] = delimitedRows(text, delimiter, quote);
  const columns = header.map((name, index) => ({ name: name.trim(), cells: rows.map((row) => row[index] ?? '') }));
  return named(columns.map(({ name, cells }): [string, Type] => [name, typeOfCells(cells)]));
}

/** Of JSON lines; lines that are no objects are passed by. */
export function fieldsOfLines(text: string): Field[] {
  const values = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parsed);
  return fieldsOfRecords(values.filter(isRecord));
}

/** Of objects, whose fields need not be the same. */
export function fieldsOfRecords(records: readonly Record<string, unknown>[]): Field[] {
  const names = new Set(records.flatMap(Object.keys));
  return named([...names].map((name) => [name, typeOfJson(records.map((record) => record[name]))]));
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of columns that are known, with names that a text can say. */
export function namedFields(columns: readonly Field[]): Field[] {
  return named(columns.map(({ name, type }) => [name, type]));
}

/** A name that is empty or there already is left out: nothing could be read by it. */
function named(columns: readonly [string, Type][]): Field[] {
  const fields = new Map<string, Field>();
  for (const [name, type] of firstOfEach(columns)) {
    const isWritable = /^[^`\r\n]+$/.test(name);
    const own = isWritable ? name : freshName(camelCase(name), new Set(fields.keys()));
    if (name === '' || fields.has(own)) continue;
    fields.set(own, { name: own, type: inside(type), ...(isWritable ? {} : { rules: { sourceName: name } }) });
  }
  return [...fields.values()];
}

/** The first of a name, in their order. */
function firstOfEach(columns: readonly [string, Type][]): [string, Type][] {
  return columns.filter(([name], index) => columns.findIndex(([other]) => other === name) === index);
}

/** Names inside of records have no `@name`; a record that would need one is JSON. */
function inside(type: Type): Type {
  if (type.kind === 'list') return { ...type, element: inside(type.element) };
  if (type.kind !== 'record') return type;
  const isWritable = type.fields.every(({ name }) => /^[^`\r\n]+$/.test(name));
  if (!isWritable) return { kind: 'scalar', name: 'json', nullable: type.nullable };
  return { ...type, fields: type.fields.map((field) => ({ ...field, type: inside(field.type) })) };
}
