/** The columns one item of a select makes; undefined where not even their names are known. */

import { meantBy } from '../../diagnostics/meant-by.ts';
import { spreadOfNoRecord, unknownColumn } from '../../diagnostics/schemas.ts';
import type { TypedExpression } from '../../expressions/expression.ts';
import * as ast from '../../generated/ast.ts';
import { fieldNamed } from '../../types/field-named.ts';
import { isClear, mayHave } from '../../types/may-have.ts';
import { isNullable, nullableIf } from '../../types/nullability.ts';
import { printType } from '../../types/print-type.ts';
import { type Field, type FieldRules, type RecordType, unknownType } from '../../types/type.ts';
import { exceptColumns } from '../column-lists.ts';
import { isTouched } from '../damage.ts';
import type { SelectColumn } from '../flow-analysis.ts';
import type { NodeContext } from '../node-context.ts';

export function selectColumns(
  item: ast.SelectItem,
  input: RecordType | undefined,
  context: NodeContext,
  prefix?: string,
): SelectColumn[] | undefined {
  if (ast.isAllItem(item)) return allColumns(item, input, context);
  if (ast.isSpreadItem(item)) return spreadColumns(item, input, context, prefix);
  return item.name ? [fieldColumn(item, input, context)] : [];
}

function allColumns(item: ast.AllItem, input: RecordType | undefined, { accept }: NodeContext) {
  return (
    input &&
    exceptColumns(item, input, accept).map((field) => ({
      field: passedOn(field),
      expression: readingOf(field),
      item,
    }))
  );
}

function spreadColumns(
  item: ast.SpreadItem,
  input: RecordType | undefined,
  { type, accept }: NodeContext,
  prefix = item.prefix ?? '',
) {
  const record = type(item.record, input);
  if (record === undefined || record.type.kind === 'unknown') return undefined;
  if (record.type.kind !== 'record' || record.op !== 'field') {
    accept(spreadOfNoRecord({ node: item, property: 'record' }, printType(record.type)));
    return undefined;
  }
  const isOptional = isNullable(record.type);
  return record.type.fields.map((field) => {
    const spread = { ...field, type: nullableIf(field.type, isOptional) };
    const expression: TypedExpression = { op: 'field', type: spread.type, path: [...record.path, field.name] };
    return { field: { ...passedOn(spread), name: `${prefix}${field.name}` }, expression, item };
  });
}

export function fieldColumn(item: ast.FieldItem, input: RecordType | undefined, context: NodeContext): SelectColumn {
  const expression = item.value ? context.type(item.value, input) : namedColumn(item, input, context);
  // What it was to be computed of could not be read as a whole.
  if (isTouched(item)) return { field: { name: item.name, type: unknownType }, expression: undefined, item };
  const source = expression?.op === 'field' ? fieldAt(input, expression.path) : undefined;
  const field = source === undefined ? undefined : passedOn(source);
  return { field: { ...field, name: item.name, type: expression?.type ?? unknownType }, expression, item };
}

/** `amount` alone: the field of that name, else the parameter. */
function namedColumn(
  item: ast.FieldItem,
  input: RecordType | undefined,
  { parameters, accept }: NodeContext,
): TypedExpression | undefined {
  const field = fieldNamed(input, item.name);
  if (field !== undefined) return readingOf(field);
  const type = parameters.get(item.name);
  if (type !== undefined) return { op: 'parameter', type, name: item.name };
  const known = [...(input?.fields.map(({ name }) => name) ?? []), ...parameters.keys()];
  if (input !== undefined && !mayHave(input, item.name))
    accept(unknownColumn({ node: item, property: 'name' }, item.name, known));
  return undefined;
}

/** Names that the columns of an item may have beside those that are known, because of a mistake in it or before it. */
export function unclearOf(
  item: ast.SelectItem,
  columns: SelectColumn[] | undefined,
  input: RecordType,
): RecordType['unclear'] {
  if (ast.isAllItem(item)) return input.unclear;
  if (ast.isSpreadItem(item)) return columns === undefined || !isClearSpread(columns, input) ? 'any' : undefined;
  const isKnown = item.value !== undefined || columns?.every(({ expression }) => expression !== undefined);
  if (isKnown || !item.name || fieldNamed(input, item.name) !== undefined) return undefined;
  return meantBy(
    item.name,
    input.fields.map(({ name }) => name),
  );
}

function isClearSpread([first]: SelectColumn[], input: RecordType): boolean {
  if (first === undefined) return false;
  const path = first.expression?.op === 'field' ? first.expression.path.slice(0, -1) : [];
  const record = path.length === 0 ? undefined : fieldAt(input, path)?.type;
  return record?.kind !== 'record' || isClear(record);
}

/** One for all nodes that pass the field on: most columns of most nodes are copies. */
const readings = new WeakMap<Field, TypedExpression>();

function readingOf(field: Field): TypedExpression {
  const known = readings.get(field);
  if (known !== undefined) return known;
  const reading: TypedExpression = { op: 'field', type: field.type, path: [field.name] };
  readings.set(field, reading);
  return reading;
}

export function fieldAt(record: RecordType | undefined, [name, ...rest]: string[]): Field | undefined {
  const field = fieldNamed(record, name);
  if (rest.length === 0 || field === undefined) return field;
  return field.type.kind === 'record' ? fieldAt(field.type, rest) : undefined;
}

/**
 * A field as it goes on: what is said about where it enters (its name there, its default) ends here. One of which nothing is said is the
 * same object in all nodes that pass it on.
 */
export function passedOn(field: Field): Field {
  const { rules, ...bare } = field;
  if (rules === undefined) return field;
  const { sourceName, default: value, ...rest }: FieldRules = rules;
  if (Object.keys(rest).length === 0) return bare;
  return sourceName === undefined && value === undefined ? field : { ...bare, rules: rest };
}
