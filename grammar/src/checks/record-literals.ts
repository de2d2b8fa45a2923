/** Records written out, as tests have them, against a schema: each mistake at the field or value that is wrong. */

import { constantOf } from '../analysis/constant-of.ts';
import type { AcceptDiagnostic, Place } from '../diagnostics/diagnostic.ts';
import { missingTestField, notARecordLiteral, wrongTestValue } from '../diagnostics/flow-runs.ts';
import { isMisspelt } from '../diagnostics/is-misspelt.ts';
import { duplicateProperty } from '../diagnostics/names.ts';
import { unknownColumn } from '../diagnostics/schemas.ts';
import * as ast from '../generated/ast.ts';
import { brokenRule } from '../types/broken-rule.ts';
import { exampleOf } from '../types/example-of.ts';
import { fieldNamed } from '../types/field-named.ts';
import { mayHave } from '../types/may-have.ts';
import { isNullable } from '../types/nullability.ts';
import { printType } from '../types/print-type.ts';
import { type Field, type RecordType, type Scalar, scalarType, type Type } from '../types/type.ts';

export interface RecordRules {
  /** Every field without a default has a value that may not be null. */
  isWhole: boolean;
}

export function checkRecordLiteral(
  literal: ast.ListItem,
  record: RecordType,
  rules: RecordRules,
  accept: AcceptDiagnostic,
): void {
  if (!ast.isObjectLiteral(literal)) {
    accept(
      notARecordLiteral(
        { node: literal },
        record.fields.map(({ name }) => name),
      ),
    );
    return;
  }
  const given = new Map<string, ast.Property>();
  for (const property of literal.properties) {
    const place = { node: property, property: 'key' };
    const field = fieldNamed(record, property.key);
    const earlier = given.get(property.key);
    if (earlier !== undefined) accept(duplicateProperty(place, property.key, { node: earlier, property: 'key' }));
    else if (field !== undefined) checkValue(property.value, field, rules, accept);
    else if (!mayHave(record, property.key))
      accept(
        unknownColumn(
          place,
          property.key,
          record.fields.map(({ name }) => name),
        ),
      );
    if (property.key) given.set(property.key, earlier ?? property);
  }
  if (!rules.isWhole) return;
  const unknown = [...given.keys()].filter((key) => fieldNamed(record, key) === undefined);
  const missing = record.fields.filter(({ name, type, rules: own, isUnsure }) => {
    const isNeeded = type.kind !== 'unknown' && !isNullable(type) && own?.default === undefined && !isUnsure;
    return isNeeded && !given.has(name) && !isMisspelt(name, unknown);
  });
  if (missing.length > 0)
    accept(
      missingTestField(
        { node: literal },
        Object.fromEntries(missing.map(({ name, type }) => [name, exampleOf(type) ?? 'null'])),
      ),
    );
}

function checkValue(
  value: ast.Expression | undefined,
  field: Field,
  rules: RecordRules,
  accept: AcceptDiagnostic,
): void {
  const { name, type } = field;
  if (value === undefined || type.kind === 'unknown' || isJson(type)) return;
  const place = { node: value };
  if (ast.isNullLiteral(value)) {
    if (!isNullable(type) && !(rules.isWhole && field.rules?.default !== undefined))
      accept(wrongTestValue(place, name, `${printType(type)} may not be null`));
  } else if (type.kind === 'record') checkRecordLiteral(value, type, rules, accept);
  else if (type.kind === 'scalar') {
    const constant = constantOf(value, type, accept);
    if (constant.is === 'wrong') accept(wrongTestValue(place, name, constant.reason, printType(type)));
    else if (constant.is === 'constant') checkAllowed(constant.value, place, field, rules, accept);
  } else if (!ast.isListLiteral(value)) accept(wrongTestValue(place, name, `${printType(type)} is written [a, b]`));
  else checkElements(value, field, type, rules, accept);
}

/** A whole record is one that could have come in, so it obeys the annotations of its schema. */
function checkAllowed(
  value: Scalar,
  place: Place,
  field: Field,
  { isWhole }: RecordRules,
  accept: AcceptDiagnostic,
): void {
  const broken = isWhole && field.rules !== undefined ? brokenRule(field.rules, value) : undefined;
  if (broken !== undefined) accept(wrongTestValue(place, field.name, `"@${broken}" does not allow it`));
}

function isJson(type: Type): boolean {
  return type.kind === 'scalar' && type.name === 'json';
}

/** A vector is written row by row, flat. */
function checkElements(
  list: ast.ListLiteral,
  field: Field,
  type: Extract<Type, { kind: 'list' | 'vector' }>,
  rules: RecordRules,
  accept: AcceptDiagnostic,
): void {
  const { name } = field;
  const element = { ...field, type: type.kind === 'list' ? type.element : scalarType(type.element) };
  for (const item of list.items) {
    if (ast.isAllItem(item)) accept(wrongTestValue({ node: item }, name, 'its elements are written out'));
    else checkValue(item, element, rules, accept);
  }
  const size = type.kind === 'vector' ? sizeOf(type.dimensions) : undefined;
  if (size === undefined || size === list.items.length) return;
  accept(wrongTestValue({ node: list }, name, `${printType(type)} has ${size} elements, not ${list.items.length}`));
}

/** undefined where a dimension is a symbol. */
function sizeOf(dimensions: readonly (number | string)[]): number | undefined {
  return dimensions.reduce<number | undefined>(
    (size, one) => (size === undefined || typeof one === 'string' ? undefined : size * one),
    1,
  );
}
