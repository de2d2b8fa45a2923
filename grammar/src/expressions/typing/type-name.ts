import type { AcceptDiagnostic } from '../../diagnostics/diagnostic.ts';
import { fieldOfComputed, noFieldsInside, unknownField, unknownInnerField } from '../../diagnostics/types.ts';
import * as ast from '../../generated/ast.ts';
import { fieldNamed } from '../../types/field-named.ts';
import { mayHave } from '../../types/may-have.ts';
import { isNullable, nullableIf } from '../../types/nullability.ts';
import { printType } from '../../types/print-type.ts';
import type { RecordType } from '../../types/type.ts';
import type { TypedExpression } from '../expression.ts';
import { describe } from './describe.ts';
import type { Typing } from './typing.ts';

/** A field of the record, else a parameter of the flow. Where the record is not known any name may be one of its fields. */
export function typeReference(reference: ast.Reference, { scope, accept }: Typing): TypedExpression | undefined {
  const { name } = reference;
  if (scope.record === undefined || name === undefined) return undefined;
  const field = fieldNamed(scope.record, name);
  if (field !== undefined) return known({ op: 'field', type: field.type, path: [name] });
  if (mayHave(scope.record, name)) return undefined;
  const parameter = scope.parameters.get(name);
  if (parameter !== undefined) return known({ op: 'parameter', type: parameter, name });
  accept(unknownField({ node: reference }, name, { [Symbol.iterator]: () => namesFor(reference, scope) }));
  return undefined;
}

/** One by one: of a record with thousands of fields only some are compared. */
function* namesFor(reference: ast.Reference, { record, parameters }: Typing['scope']): Iterator<string> {
  if (ast.isPort(reference.$container)) yield 'otherwise';
  for (const { name } of record?.fields ?? []) yield name;
  yield* parameters.keys();
}

export function typeMember(member: ast.Member, typing: Typing): TypedExpression | undefined {
  const receiver = typing.type(member.receiver);
  return receiver && fieldInside(receiver, member, typing.accept);
}

/** The field of a record that is a column or lies in one. */
export function fieldInside(
  receiver: TypedExpression,
  member: ast.Member,
  accept: AcceptDiagnostic,
): TypedExpression | undefined {
  if (member.field === undefined) return undefined;
  const place = { node: member, property: 'field' };
  if (receiver.op !== 'field' && receiver.type.kind === 'record') {
    accept(fieldOfComputed(place));
    return undefined;
  }
  if (receiver.op !== 'field' || receiver.type.kind !== 'record') {
    const isJson = receiver.type.kind === 'scalar' && receiver.type.name === 'json';
    accept(noFieldsInside(place, describe(receiver), isJson));
    return undefined;
  }
  const field = fieldNamed(receiver.type, member.field);
  if (field !== undefined) {
    const type = nullableIf(field.type, isNullable(receiver.type));
    return known({ op: 'field', type, path: [...receiver.path, field.name] });
  }
  if (mayHave(receiver.type, member.field)) return undefined;
  accept(
    unknownInnerField(place, member.field, describeRecord(receiver.path, receiver.type), fieldNames(receiver.type)),
  );
  return undefined;
}

function known(expression: TypedExpression): TypedExpression | undefined {
  return expression.type.kind === 'unknown' ? undefined : expression;
}

function describeRecord(path: readonly string[], type: RecordType): string {
  return `"${path.join('.')}" (${printType(type)})`;
}

function fieldNames({ fields }: RecordType): string[] {
  return fields.map(({ name }) => name);
}
