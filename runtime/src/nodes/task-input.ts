import { columnOf, type Field, type RecordType, type Type, valueAt } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import { fitOf } from '../values/fit-value.ts';
import { Misfit } from '../values/misfit.ts';

/**
 * The records as the schema has them: its columns alone, in its types. A flow that is used may be handed records with more columns,
 * and with narrower numbers, than its code was written for.
 */
export function taskInput(batch: Batch, schema: RecordType): Batch {
  if (isSameRecord(batch.schema, schema)) return batch;
  const columns = schema.fields.map((field) => {
    const column = batch.column(field.name);
    return isSame(column.type, field.type) ? column : columnOf(field.type, valuesOf(batch, field));
  });
  return new Batch(batch.id, schema, columns, batch.length);
}

/** What is assignable fits; the checks have seen to that. */
function valuesOf(batch: Batch, { name, type }: Field): unknown[] {
  const column = batch.column(name);
  const fit = fitOf(type);
  return Array.from({ length: batch.length }, (_, row) => {
    const value = valueAt(column, row);
    const fitted = fit(value);
    return fitted instanceof Misfit ? value : fitted;
  });
}

/** Whether values of both have one form. What may be null has the form of what may not. */
function isSame(left: Type, right: Type): boolean {
  if (left.kind === 'scalar' && right.kind === 'scalar') return left.name === right.name;
  if (left.kind === 'list' && right.kind === 'list') return isSame(left.element, right.element);
  if (left.kind === 'vector' && right.kind === 'vector')
    return left.element === right.element && `${left.dimensions}` === `${right.dimensions}`;
  if (left.kind === 'record' && right.kind === 'record') return isSameRecord(left, right);
  return left.kind === right.kind;
}

function isSameRecord(left: RecordType, right: RecordType): boolean {
  if (left === right) return true;
  if (left.fields.length !== right.fields.length) return false;
  return left.fields.every(({ name, type }, at) => {
    const other = right.fields[at] as Field;
    return name === other.name && isSame(type, other.type);
  });
}
