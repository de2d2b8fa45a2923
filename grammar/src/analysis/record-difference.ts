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
  if (output === undefined) return { added: [], removed: [] };
  const before = new Map(input?.fields.map((field) => [field.name, printType(field.type)]));
  const after = new Set(output.fields.map((field) => field.name));
  return {
    added: output.fields.filter((field) => before.get(field.name) !== printType(field.type)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
  };
}
