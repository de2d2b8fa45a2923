/**
 * The type a text names. What cannot be known (an unknown schema, a half-typed suffix) is `unknown`; nothing is reported
 * here: the checks on schemas and types do that, once, at the declaration.
 */
import type * as ast from '../generated/ast.ts';
import { isListSuffix, isRecordBody, isScalarReference } from '../generated/ast.ts';
import { withUnclear } from '../types/may-have.ts';
import { withNullable } from '../types/nullability.ts';
import { type RecordType, recordType, scalarType, type Type, unknownType } from '../types/type.ts';
import { isInLoss } from './damage.ts';
import { fieldsOf } from './fields-of.ts';
import { schemaType } from './schema-type.ts';

/** Lists of lists, so many, so that whoever walks a type may recurse. */
export const suffixesMax = 32;

export function typeOf(expression: ast.TypeExpression | undefined): Type {
  if (expression?.base === undefined) return unknownType;
  if (expression.suffixes.length > suffixesMax) return unknownType;
  return expression.suffixes.reduce(applySuffix, baseType(expression.base));
}

/** The record a text names; undefined where it names something else or something unknown. */
export function recordTypeOf(expression: ast.TypeExpression | undefined): RecordType | undefined {
  const type = typeOf(expression);
  return type.kind === 'record' ? type : undefined;
}

function baseType(base: ast.TypeBase): Type {
  if (isScalarReference(base)) return scalarType(base.name);
  if (isRecordBody(base)) return withUnclear(recordType(fieldsOf(base)), isInLoss(base) ? 'any' : undefined);
  const schema = base.schema?.ref;
  return schema === undefined ? unknownType : schemaType(schema);
}

function applySuffix(type: Type, suffix: ast.TypeSuffix): Type {
  if (!isListSuffix(suffix)) return withNullable(type, true);
  if (suffix.dimensions.length === 0) return { kind: 'list', element: type, nullable: false };
  if (type.kind !== 'scalar' || type.nullable) return unknownType;
  const dimensions = suffix.dimensions.map(({ size, symbol }) => (size === undefined ? (symbol ?? '?') : Number(size)));
  return { kind: 'vector', element: type.name, dimensions, nullable: false };
}
