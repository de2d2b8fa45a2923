/** Which columns of records are personal or sensitive. */
import type { Field, RecordType } from '@millrace/grammar';
import { isSensitive } from '../values/field-rules.ts';

/** Nested ones by their path: `person.name`. */
export function personalIn({ fields }: RecordType, around = ''): string[] {
  return fields.flatMap((field) => {
    const path = pathOf(field, around);
    if (isSensitive(field.rules)) return [path];
    const inner = field.type.kind === 'list' ? field.type.element : field.type;
    return inner.kind === 'record' ? personalIn(inner, path) : [];
  });
}

export function pathOf({ name }: Field, around: string): string {
  return around === '' ? name : `${around}.${name}`;
}
