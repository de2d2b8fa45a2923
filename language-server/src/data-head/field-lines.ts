import type { Field } from '@millrace/grammar';
import { fieldText } from '../refactorings/schema-text.ts';

/** Fields as lines of a schema; those that cannot be written are left out. */
export function fieldLines(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => {
    const text = fieldText(field, new Map());
    const source = field.rules?.sourceName;
    return text === undefined ? [] : [source === undefined ? text : `${text} @name(${JSON.stringify(source)})`];
  });
}
