/**
 * What a record is behind the place where it entered: a field with a `@default` is never null any more, since the default stands
 * where there was nothing [T3].
 */
import type { Field, RecordType, Type } from '../types/type.ts';

/** A record that is inside of others many times is one object: looked at once, however large they would be written out. */
const known = new WeakMap<RecordType, RecordType>();

export function afterDefaults(record: RecordType): RecordType {
  const before = known.get(record);
  if (before !== undefined) return before;
  const fields = record.fields.map(afterDefault);
  const after = fields.every((field, i) => field === record.fields[i]) ? record : { ...record, fields };
  known.set(record, after);
  return after;
}

function afterDefault(field: Field): Field {
  const { type, rules } = field;
  const inside = insideOf(type);
  const isFilled = rules?.default !== undefined && rules.default !== null;
  if (isFilled && inside.kind !== 'unknown' && inside.nullable)
    return { ...field, type: { ...inside, nullable: false } };
  return inside === type ? field : { ...field, type: inside };
}

function insideOf(type: Type): Type {
  if (type.kind === 'record') return afterDefaults(type);
  if (type.kind !== 'list') return type;
  const element = insideOf(type.element);
  return element === type.element ? type : { ...type, element };
}
