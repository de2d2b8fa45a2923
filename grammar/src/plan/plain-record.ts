import type { Field, RecordType, Type } from '../types/type.ts';

/** A schema as a plan carries it: without documentation, so that a comment changes no fingerprint. */
export function plainRecord(record: RecordType): RecordType {
  return plainType(record) as RecordType;
}

function plainType(type: Type): Type {
  if (type.kind === 'list') return { ...type, element: plainType(type.element) };
  return type.kind === 'record' ? { ...type, fields: type.fields.map(plainField) } : type;
}

function plainField({ doc: _doc, type, ...field }: Field): Field {
  return { ...field, type: plainType(type) };
}
