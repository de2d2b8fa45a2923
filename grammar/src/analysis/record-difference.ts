import { printType } from '../types/print-type.ts';
import type { Field, RecordType } from '../types/type.ts';

export interface RecordDifference {
  /** Fields that come new or with another type. */
  added: Field[];
  /** Names that are gone. */
  removed: string[];
}

/** What becomes different between a node's input and its output. Without an input everything is new. */
export function recordDifference(input: RecordType | undefined, output: RecordType | undefined): RecordDifference {
  if (output === undefined || output === input) return { added: [], removed: [] };
  const before = new Map(input?.fields.map((field) => [field.name, field]));
  const after = new Set(output.fields.map((field) => field.name));
  return {
    added: output.fields.filter((field) => !isSameField(field, before.get(field.name))),
    removed: [...before.keys()].filter((name) => !after.has(name)),
  };
}

/** A column that is passed on is one object in all nodes: of a thousand of them no type has to be printed. */
function isSameField(field: Field, before: Field | undefined): boolean {
  return field === before || (before !== undefined && printType(before.type) === printType(field.type));
}
