import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { unknownColumn } from '../diagnostics/schemas.ts';
import type { AllItem } from '../generated/ast.ts';
import type { Field, RecordType } from '../types/type.ts';

/** `* except (a, b)`: the record's fields, in its order, without those named. */
export function exceptColumns(item: AllItem, record: RecordType, accept: AcceptDiagnostic): Field[] {
  const known = record.fields.map(({ name }) => name);
  item.except.forEach((name, index) => {
    if (!known.includes(name)) accept(unknownColumn({ node: item, property: 'except', index }, name, known));
  });
  return record.fields.filter(({ name }) => !item.except.includes(name as AllItem['except'][number]));
}
