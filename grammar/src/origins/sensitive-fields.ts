import { fieldNamed } from '../types/field-named.ts';
import type { Field, FieldRules, RecordType, Type } from '../types/type.ts';

export interface SensitiveField {
  /** From the record inwards. */
  path: readonly string[];
  /** As it is written in the schema: `@pii`, `@sensitive("health")`. */
  annotation: string;
}

const inside = new WeakMap<RecordType, readonly SensitiveField[]>();

/**
 * What is sensitive in the field at a path: the field itself, one it lies in, or those inside of it. An empty path stands
 * for the whole record.
 */
export function sensitiveAt(record: RecordType | undefined, path: readonly string[]): SensitiveField[] {
  let type: Type | undefined = record;
  for (const [depth, name] of path.entries()) {
    const field: Field | undefined = fieldNamed(recordIn(type), name);
    const annotation = annotationOf(field?.rules);
    if (annotation !== undefined) return [{ path: path.slice(0, depth + 1), annotation }];
    type = field?.type;
  }
  return sensitiveIn(type).map((field) => ({ ...field, path: [...path, ...field.path] }));
}

/** Records are shared by all nodes that pass them on, and never contain themselves. */
function sensitiveIn(type: Type | undefined): readonly SensitiveField[] {
  const record = recordIn(type);
  if (record === undefined) return [];
  const known = inside.get(record);
  if (known !== undefined) return known;
  const found = record.fields.flatMap(sensitiveOfField);
  inside.set(record, found);
  return found;
}

function sensitiveOfField({ name, type, rules }: Field): SensitiveField[] {
  const annotation = annotationOf(rules);
  if (annotation !== undefined) return [{ path: [name], annotation }];
  return sensitiveIn(type).map((field) => ({ ...field, path: [name, ...field.path] }));
}

function annotationOf(rules: FieldRules | undefined): string | undefined {
  if (rules?.pii === true) return '@pii';
  return rules?.sensitive === undefined ? undefined : `@sensitive(${JSON.stringify(rules.sensitive)})`;
}

function recordIn(type: Type | undefined): RecordType | undefined {
  if (type?.kind === 'list') return recordIn(type.element);
  return type?.kind === 'record' ? type : undefined;
}
