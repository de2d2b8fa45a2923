import type { Field, RecordType, Type } from '@millrace/grammar';
import { holdsSensitive, isSensitive } from '../values/field-rules.ts';
import { isRecord } from '../values/fit-value.ts';

const hidden = '(hidden)';

/**
 * A record for people's eyes, who may be reading a log: values of fields that are @pii or @sensitive are not shown, nor are
 * those inside nested records, nor text that could not be read as the record it should be. What leaves by an errors port is
 * the whole record, since it is there to be replayed.
 */
export function hidePersonal(record: unknown, schema: RecordType | undefined): unknown {
  return schema === undefined || record === undefined ? record : shown(record, schema);
}

function shown(value: unknown, type: Type): unknown {
  if (!holdsSensitive(type)) return value;
  if (type.kind === 'record' && isRecord(value)) return shownFields(value, type);
  if (type.kind === 'list' && Array.isArray(value)) return value.map((element) => shown(element, type.element));
  return value === null ? null : hidden;
}

function shownFields(record: Record<string, unknown>, { fields }: RecordType): Record<string, unknown> {
  const known = new Map(fields.flatMap((field) => namesOf(field).map((name) => [name, field])));
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, shownValue(value, known.get(name))]));
}

/** A record that could not be read has the names of its source. */
function namesOf({ name, rules }: Field): string[] {
  return rules?.sourceName === undefined ? [name] : [name, rules.sourceName];
}

function shownValue(value: unknown, field: Field | undefined): unknown {
  if (field === undefined) return value;
  return isSensitive(field.rules) ? hidden : shown(value, field.type);
}
