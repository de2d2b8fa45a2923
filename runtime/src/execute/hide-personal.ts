import type { Field, RecordType } from '@millrace/grammar';

/**
 * A record for people's eyes, who may be reading a log: values of fields that are @pii or @sensitive are not shown, nor are
 * those inside nested records. What leaves by an errors port is the whole record, since it is there to be replayed.
 */
export function hidePersonal(record: unknown, schema: RecordType | undefined): unknown {
  if (typeof record !== 'object' || record === null || schema === undefined) return record;
  const fields = new Map(schema.fields.flatMap((field) => namesOf(field).map((name) => [name, field])));
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, shownValue(value, fields.get(name))]));
}

/** A record that could not be read has the names of its source. */
function namesOf({ name, rules }: Field): string[] {
  return rules?.sourceName === undefined ? [name] : [name, rules.sourceName];
}

function shownValue(value: unknown, field: Field | undefined): unknown {
  if (field?.rules?.pii === true || field?.rules?.sensitive !== undefined) return '(hidden)';
  return field?.type.kind === 'record' ? hidePersonal(value, field.type) : value;
}
