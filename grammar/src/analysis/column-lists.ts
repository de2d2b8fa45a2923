import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { meantBy } from '../diagnostics/meant-by.ts';
import { unknownColumn } from '../diagnostics/schemas.ts';
import type { AllItem } from '../generated/ast.ts';
import { mayHave } from '../types/may-have.ts';
import type { Field, RecordType } from '../types/type.ts';

/** `* except (a, b)`: the record's fields, in its order, without those named. */
export function exceptColumns(item: AllItem, record: RecordType, accept: AcceptDiagnostic): Field[] {
  const known = record.fields.map(({ name }) => name);
  item.except.forEach((name, index) => {
    if (!known.includes(name) && !mayHave(record, name))
      accept(unknownColumn({ node: item, property: 'except', index }, name, known));
  });
  return record.fields.filter(({ name }) => !item.except.includes(name as AllItem['except'][number]));
}

/** Whether the column was probably to be left out, and is there only because the name of it is written wrong. */
export function isMeantToBeLeftOut(name: string, item: AllItem, record: RecordType): boolean {
  const known = record.fields.map((field) => field.name);
  return item.except.some((wrong) => !known.includes(wrong) && meantBy(wrong, known).includes(name));
}
