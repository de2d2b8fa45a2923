import type { Field } from './type.ts';

/** Few fields are looked through faster than a table of them is made. */
const fewFields = 12;
const tables = new WeakMap<readonly Field[], Map<string, Field>>();

/** The first field of that name. A record may have thousands of them, and be asked for each. */
export function fieldNamed(record: { fields: readonly Field[] }, name: string): Field | undefined;
export function fieldNamed(record: { fields: readonly Field[] } | undefined, name: unknown): Field | undefined;
export function fieldNamed(record: { fields: readonly Field[] } | undefined, name: unknown): Field | undefined {
  if (record === undefined || record.fields.length <= fewFields)
    return record?.fields.find((field) => field.name === name);
  return tableOf(record.fields).get(name as string);
}

function tableOf(fields: readonly Field[]): Map<string, Field> {
  const known = tables.get(fields);
  if (known) return known;
  const table = new Map<string, Field>();
  for (const field of fields) if (!table.has(field.name)) table.set(field.name, field);
  tables.set(fields, table);
  return table;
}
